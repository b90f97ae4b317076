/** The bot's commands as a flat list of what can be typed, in the member's language. */

/**
 * @typedef {object} Option one option of a command
 * @property {any} raw Discord's option object
 * @property {string} name the stable name, which is sent
 * @property {string} shown the name in the member's language, which is typed
 * @property {string} description
 * @property {boolean} required
 *
 * @typedef {object} Entry a command or subcommand
 * @property {any} command
 * @property {string[]} path names of the subcommand group and subcommand
 * @property {string} shown "interview create" in the member's language
 * @property {string} plain the same with the stable names
 * @property {string} description
 * @property {Option[]} options required ones first
 *
 * @typedef {object} MenuEntry a command for the menu of a member
 * @property {any} command
 * @property {string} shown its name in the language of whoever looks
 */

const USER_COMMAND = 2;
const SUBCOMMAND = 1;
const GROUP = 2;

/** @param {any} thing @param {string} locale */
function localName(thing, locale) {
  return thing.name_localizations?.[locale] ?? thing.name;
}

/** @param {any} thing @param {string} locale */
function localDescription(thing, locale) {
  return thing.description_localizations?.[locale] ?? thing.description ?? "";
}

/**
 * @param {any[]} commands
 * @param {string} locale
 * @returns {Entry[]}
 */
export function listCommands(commands, locale) {
  return commands
    .filter((command) => (command.type ?? 1) === 1)
    .flatMap((command) => entriesOf(command, command, [], localName(command, locale), locale))
    .sort((one, other) => one.shown.localeCompare(other.shown, locale));
}

/**
 * The commands for the menu of a member, in the language of whoever looks.
 * @param {any[]} commands
 * @param {string} locale
 * @returns {MenuEntry[]}
 */
export function listUserCommands(commands, locale) {
  return commands
    .filter((command) => command.type === USER_COMMAND)
    .map((command) => ({ command, shown: localName(command, locale) }))
    .sort((one, other) => one.shown.localeCompare(other.shown, locale));
}

/** @returns {Entry[]} */
function entriesOf(command, node, path, shown, locale) {
  const options = node.options ?? [];
  const inner = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (inner.length) {
    return inner.flatMap((option) => entriesOf(command, option, [...path, option.name], `${shown} ${localName(option, locale)}`, locale));
  }
  return [
    {
      command,
      path,
      shown,
      plain: [command.name, ...path].join(" "),
      description: localDescription(node, locale),
      options: options.map((option) => readOption(option, locale)),
    },
  ];
}

/** @returns {Option} */
function readOption(option, locale) {
  return {
    raw: option,
    name: option.name,
    shown: localName(option, locale),
    description: localDescription(option, locale),
    required: Boolean(option.required),
  };
}

/** The choices of an option in the member's language. @param {Option} option @param {string} locale */
export function localChoices(option, locale) {
  return (option.raw.choices ?? []).map((choice) => ({ name: localName(choice, locale), plain: choice.name, value: choice.value }));
}

/**
 * Entries that fit what is typed after the slash, best first.
 * @param {Entry[]} entries
 * @param {string} typed
 */
export function narrow(entries, typed) {
  const wanted = typed.trimStart().toLocaleLowerCase();
  const rank = (entry) => {
    const names = [entry.shown.toLocaleLowerCase(), entry.plain];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    if (names.some((name) => name.includes(wanted))) return 1;
    const words = wanted.split(/\s+/).filter(Boolean);
    if (words.every((word) => names.some((name) => name.includes(word)))) return 2;
    return 3;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((ranked) => ranked.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map((ranked) => ranked.entry);
}
