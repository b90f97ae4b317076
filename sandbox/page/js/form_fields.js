/** The inputs a form can hold, each with a label, its value and what is wrong with it. */

import { countProblem } from "./counts.js";
import { element, fill, uniqueId } from "./dom.js";
import { fileField } from "./form_files.js";
import { markdown } from "./markdown.js";
import { selectMenu } from "./select_menu.js";
import { text } from "./texts.js";

/**
 * @typedef {object} Field
 * @property {string} customId
 * @property {HTMLElement} node
 * @property {() => string | string[] | boolean | import("./uploads.js").Chosen[] | undefined} value
 * @property {(value: any) => void} set
 * @property {() => string} problem empty when all is well
 * @property {() => void} focus
 * @property {(sentence: string) => void} complain
 *
 * @typedef {object} Surroundings
 * @property {any} context
 * @property {() => void} onChange
 * @property {any} component
 * @property {(sentence: string) => void} say says at once what is wrong
 * @property {{labelId: string, describedBy: string | undefined, inputId: string}} ids
 */

const TEXT_INPUT = 4;
const FILES = 19;
const RADIOS = 21;
const CHECKBOXES = 22;
const BUILDERS = { 3: menu, 4: textInput, 5: menu, 6: menu, 7: menu, 8: menu, 19: fileField, 21: radios, 22: checkboxes, 23: checkbox };

/**
 * @param {any} part a Label, an action row with an old-style text input, or a text display
 * @param {any} context
 * @param {() => void} onChange
 * @returns {{node: Node, field?: Field}}
 */
export function formPart(part, context, onChange) {
  if (part.type === 10) return { node: element("div", { class: "markdown form-text" }, markdown(part.content, context)) };
  const component = part.type === 1 ? part.components[0] : (part.component ?? part);
  const build = BUILDERS[component.type];
  if (!build) return { node: element("p", { class: "muted" }, text(context.locale, "unsupported")) };
  const label = part.label ?? component.label ?? component.placeholder ?? component.custom_id;
  return labelled(build, component, { label, description: part.description }, context, onChange);
}

function isRequired(component) {
  return component.type !== 23 && component.required !== false && (component.min_values ?? 1) > 0;
}

function labelled(build, component, { label, description }, context, onChange) {
  const ids = { labelId: uniqueId("label"), inputId: uniqueId("input"), noteId: uniqueId("note"), requiredId: uniqueId("required"), faultId: uniqueId("fault") };
  const fault = element("div", { class: "field-fault", id: ids.faultId, role: "alert" });
  const required = isRequired(component);
  // A button and a group cannot be told to be required but in words.
  const inWords = required && [FILES, CHECKBOXES].includes(component.type) && element("span", { class: "unseen", id: ids.requiredId }, text(context.locale, "required"));
  const describedBy = [description && ids.noteId, inWords && ids.requiredId, ids.faultId].filter(Boolean).join(" ");
  const input = build({ component, context, onChange, label, say: (sentence) => complain(sentence), ids: { ...ids, describedBy } });
  const star = required && element("span", { class: "star", "aria-hidden": "true" }, " *");
  const caption = element(component.type === TEXT_INPUT || component.type === 23 ? "label" : "span", { id: ids.labelId, for: [TEXT_INPUT, 23].includes(component.type) ? ids.inputId : null, class: "field-label" }, label, star);
  const note = description && element("div", { class: "field-note", id: ids.noteId }, description);
  const node = element(
    "div",
    { class: "field", ...groupOf(component, ids.labelId, describedBy) },
    component.type === 23 ? [element("div", { class: "field-check" }, input.node, caption), note] : [caption, note, input.node],
    inWords,
    fault,
  );
  const complain = (sentence) => {
    fill(fault, sentence);
    node.classList.toggle("wrong", sentence !== "");
    input.mark?.(sentence !== "");
    if (component.type === RADIOS) node.setAttribute("aria-invalid", String(sentence !== ""));
  };
  return { node, field: { ...input, customId: component.custom_id, node, complain } };
}

/** What makes several inputs one, to assistive technology. */
function groupOf(component, labelId, describedBy) {
  if (component.type !== RADIOS && component.type !== CHECKBOXES) return {};
  const group = { role: "group", "aria-labelledby": labelId, "aria-describedby": describedBy };
  return component.type === RADIOS ? { ...group, role: "radiogroup", "aria-required": String(isRequired(component)) } : group;
}

/** @param {Surroundings} around */
function textInput({ component, context, onChange, ids }) {
  const long = component.style === 2;
  const { min_length: least = 0, max_length: most = 4000, required = true } = component;
  const input = /** @type {HTMLInputElement} */ (
    element(long ? "textarea" : "input", {
      id: ids.inputId,
      class: "text-input",
      type: long ? null : "text",
      rows: long ? 5 : null,
      maxlength: most,
      placeholder: component.placeholder ?? null,
      "aria-required": required ? "true" : null,
      "aria-describedby": ids.describedBy,
      autocomplete: "off",
    })
  );
  const counter = element("span", { class: "counter", "aria-hidden": "true" });
  const count = () => fill(counter, `${input.value.length}/${most}`);
  input.value = component.value ?? "";
  input.addEventListener("input", () => {
    count();
    onChange();
  });
  count();
  const problem = () => {
    const { length } = input.value.trim();
    if (!length) return required ? text(context.locale, "fillIn") : "";
    return input.value.length < least ? text(context.locale, "writeBetween", { min: least, max: most }) : "";
  };
  return {
    node: element("div", { class: "text-box" }, input, (long || component.max_length) && counter),
    value: () => input.value,
    set: (value) => {
      input.value = value;
      count();
    },
    problem,
    focus: () => input.focus(),
    mark: (wrong) => input.setAttribute("aria-invalid", String(wrong)),
  };
}

function menu({ component, context, onChange, label, ids }) {
  const required = component.required !== false;
  const shaped = { ...component, min_values: required ? (component.min_values ?? 1) : 0 };
  const select = selectMenu({
    component: shaped,
    choices: context.choices(component),
    locale: context.locale,
    label,
    labelledBy: ids.labelId,
    describedBy: ids.describedBy,
    onCommit: onChange,
  });
  return {
    node: select.node,
    value: () => select.values,
    set: (values) => select.set(values),
    problem: () => countProblem(select.values.length, { least: shaped.min_values, most: component.max_values ?? 1, required }, context.locale),
    focus: () => select.trigger.focus(),
    mark: (wrong) => select.trigger.setAttribute("aria-invalid", String(wrong)),
  };
}

/** One row of a radio group or of check boxes. */
function optionRow(option, type, name, onChange) {
  const noteId = uniqueId("note");
  const input = element("input", { type, name, value: option.value, checked: Boolean(option.default), "aria-describedby": option.description ? noteId : null, onchange: onChange });
  const row = element(
    "label",
    { class: "option-row" },
    input,
    element("span", { class: "popup-text" }, element("span", null, option.label), option.description && element("span", { class: "popup-description", id: noteId, "aria-hidden": "true" }, option.description)),
  );
  return { row, input: /** @type {HTMLInputElement} */ (input) };
}

function radios({ component, context, onChange }) {
  const name = uniqueId("radio");
  const rows = component.options.map((option) => optionRow(option, "radio", name, onChange));
  const chosen = () => rows.find(({ input }) => input.checked)?.input.value;
  return {
    node: element("div", { class: "option-rows" }, rows.map(({ row }) => row)),
    value: chosen,
    set: (value) => rows.forEach(({ input }) => (input.checked = input.value === value)),
    problem: () => (component.required !== false && chosen() === undefined ? text(context.locale, "fillIn") : ""),
    focus: () => (rows.find(({ input }) => input.checked) ?? rows[0]).input.focus(),
  };
}

function checkboxes({ component, context, onChange }) {
  const required = component.required !== false;
  const least = required ? (component.min_values ?? 1) : 0;
  const most = component.max_values ?? component.options.length;
  const rows = component.options.map((option) => optionRow(option, "checkbox", uniqueId("check"), onChange));
  const chosen = () => rows.filter(({ input }) => input.checked).map(({ input }) => input.value);
  return {
    node: element("div", { class: "option-rows" }, rows.map(({ row }) => row)),
    value: chosen,
    set: (values) => rows.forEach(({ input }) => (input.checked = values.includes(input.value))),
    problem: () => countProblem(chosen().length, { least, most, required }, context.locale),
    focus: () => rows[0].input.focus(),
  };
}

function checkbox({ component, onChange, ids }) {
  const input = /** @type {HTMLInputElement} */ (
    element("input", { type: "checkbox", id: ids.inputId, checked: Boolean(component.default), "aria-describedby": ids.describedBy, onchange: onChange })
  );
  return {
    node: input,
    value: () => input.checked,
    set: (value) => (input.checked = value),
    problem: () => "",
    focus: () => input.focus(),
  };
}
