/** Reads a command from the text of the message box: `/interview create role:Interviewer when:tomorrow 18:00`. */

/**
 * @typedef {import("./command_list.js").Entry} Entry
 * @typedef {import("./command_list.js").Option} Option
 * @typedef {Map<string, Map<string, any>>} Picks what was picked from a list: option → what is shown → value
 *
 * @typedef {object} Given an option with its value
 * @property {Option} option
 * @property {number} start where the option's name begins
 * @property {number} from where its value begins
 * @property {number} to where its value ends, spaces after it excluded
 * @property {number} end where the next option or the text ends
 * @property {string} typed the value
 * @property {boolean} exact whether the value is what was picked from a list
 * @property {number | null} pickedTo where what was picked ends, even when more was typed behind it
 *
 * @typedef {object} Reading
 * @property {Entry} entry
 * @property {number} nameEnd where the command's name ends
 * @property {Given[]} given
 * @property {string} stray text that belongs to no option
 */

/** @param {string} name */
function escapePattern(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * The command that the text begins with, its name being complete.
 * @param {string} source
 * @param {Entry[]} entries
 * @returns {{entry: Entry, nameEnd: number} | null}
 */
export function findCommand(source, entries) {
  if (!source.startsWith("/")) return null;
  const typed = source.slice(1).toLocaleLowerCase();
  /** @type {{entry: Entry, nameEnd: number} | null} */
  let best = null;
  for (const entry of entries) {
    for (const name of [entry.shown.toLocaleLowerCase(), entry.plain]) {
      const complete = typed === name || (typed.startsWith(name) && /\s/.test(typed[name.length]));
      if (complete && name.length + 1 > (best?.nameEnd ?? 0)) best = { entry, nameEnd: name.length + 1 };
    }
  }
  return best;
}

/**
 * @param {string} source
 * @param {Entry[]} entries
 * @param {Picks} picks
 * @returns {Reading | null}
 */
export function readCommand(source, entries, picks) {
  const found = findCommand(source, entries);
  if (!found) return null;
  const given = readOptions(source, found.nameEnd, found.entry, picks);
  const stray = source.slice(found.nameEnd, given[0]?.start ?? source.length).trim();
  return { ...found, given, stray };
}

/**
 * @param {string} source
 * @param {number} from
 * @param {Entry} entry
 * @param {Picks} picks
 * @returns {Given[]}
 */
function readOptions(source, from, entry, picks) {
  const names = entry.options.flatMap((option) => [option.shown, option.name]);
  if (!names.length) return [];
  const longestFirst = [...new Set(names)].sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<=\\s)(${longestFirst.map(escapePattern).join("|")}):`, "giu");
  pattern.lastIndex = from;
  /** @type {Given[]} */
  const given = [];
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const name = match[1].toLocaleLowerCase();
    const option = entry.options.find((other) => other.shown.toLocaleLowerCase() === name || other.name === name);
    if (given.some((other) => other.option === option)) continue;
    const picked = pickedAt(source, pattern.lastIndex, picks.get(option.name));
    given.push({ option, start: match.index, from: pattern.lastIndex, to: 0, end: 0, typed: "", exact: false, pickedTo: picked ? pattern.lastIndex + picked.length : null });
    // What was picked is taken whole: it may itself look like another option.
    pattern.lastIndex += picked.length;
  }
  given.forEach((value, index) => finish(value, source, given[index + 1]?.start ?? source.length, picks));
  return given;
}

/** @param {Given} value @param {string} source @param {number} end @param {Picks} picks */
function finish(value, source, end, picks) {
  value.end = end;
  value.to = value.from + source.slice(value.from, end).trimEnd().length;
  value.typed = source.slice(value.from, value.to).trimStart();
  value.exact = picks.get(value.option.name)?.has(value.typed) ?? false;
}

/** @param {string} source @param {number} from @param {Map<string, any> | undefined} known */
function pickedAt(source, from, known) {
  let best = "";
  for (const shown of known?.keys() ?? []) {
    const after = source[from + shown.length];
    if (source.startsWith(shown, from) && shown.length > best.length && (after === undefined || /\s/.test(after))) best = shown;
  }
  return best;
}

/** Options that have no value yet, required ones first. @param {Reading} reading @returns {Option[]} */
export function missingOptions(reading) {
  const named = new Set(reading.given.map((value) => value.option));
  return reading.entry.options.filter((option) => !named.has(option)).sort((one, other) => Number(other.required) - Number(one.required));
}

/**
 * @typedef {{kind: "plain"} | {kind: "command", typed: string}
 *   | {kind: "value", given: Given, word: string, reading: Reading}
 *   | {kind: "names", word: string, reading: Reading}} Place what is being typed where the caret stands
 */

/**
 * @param {string} source
 * @param {number} caret
 * @param {Entry[]} entries
 * @param {Picks} picks
 * @returns {Place}
 */
export function placeOfCaret(source, caret, entries, picks) {
  if (!/^\/(?!\s)/.test(source) && source !== "/") return { kind: "plain" };
  const reading = readCommand(source, entries, picks);
  if (!reading || caret <= reading.nameEnd) return { kind: "command", typed: source.slice(1, caret) };
  const given = reading.given.find((value) => caret >= value.from && caret <= value.end);
  const word = /\S*$/.exec(source.slice(reading.nameEnd, caret))[0];
  const leftBehind = given && given.pickedTo !== null && caret > given.pickedTo;
  if (!given || leftBehind) return { kind: "names", word, reading };
  const lastWord = /\s(\S*)$/.exec(source.slice(given.from, caret))?.[1] ?? "";
  return { kind: "value", given, word: lastWord, reading };
}
