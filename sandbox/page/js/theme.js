/** Light or dark: as the computer is set, until someone presses the button; all windows follow. */

const KEY = "sandbox theme";

function apply() {
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
}

export function startTheme() {
  apply();
  window.addEventListener("storage", (event) => event.key === KEY && apply());
}

export function toggleTheme() {
  const dark = getComputedStyle(document.documentElement).getPropertyValue("--is-dark").trim() === "1";
  localStorage.setItem(KEY, dark ? "light" : "dark");
  apply();
}
