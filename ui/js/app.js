// Everything here makes a page more pleasant; nothing here is needed. Each part looks for its own attribute.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const number = new Intl.NumberFormat("id-ID");

// The summary of errors is read first.
function focusFirst(root) {
  const summary = root.querySelector("[data-fokus=awal]");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
}

// A second click within a form that is already on its way does nothing. The idempotency key is the real guard.
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.terkirim) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post" || event.defaultPrevented) return;
    form.dataset.terkirim = "ya";
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      delete form.dataset.terkirim;
      button?.removeAttribute("aria-disabled");
    }, 8000);
  });
  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", () => {
    all("form[data-terkirim]").forEach((form) => delete form.dataset.terkirim);
    all("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
}

// How many characters are left. The words for screen readers come after a pause in typing.
function countCharacters(field) {
  const message = document.getElementById(`${field.id}-jumlah`);
  if (!message) return;
  const most = Number(field.dataset.paling);
  const said = make("span", { class: "govuk-visually-hidden", "aria-live": "polite" });
  const seen = make("span", { "aria-hidden": "true" });
  message.replaceChildren(seen, said);
  let pause;
  const tell = () => {
    const left = most - [...field.value].length;
    const text = left < 0 ? `Kelebihan ${number.format(-left)} karakter.` : `Tersisa ${number.format(left)} karakter.`;
    seen.textContent = text;
    message.classList.toggle("govuk-error-message", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => (said.textContent = text), 1000);
  };
  field.addEventListener("input", tell);
  tell();
}

// A button that opens the browser's calendar and writes the date the way people here type it.
function pickDate(field) {
  const kind = field.dataset.pemilih;
  const native = make("input", { type: kind, tabindex: "-1", "aria-hidden": "true" });
  if (field.disabled || field.readOnly || !native.showPicker || native.type !== kind) return;
  const label = field.labels?.[0]?.textContent ?? "tanggal";
  const button = make("button", { type: "button", "aria-label": `Pilih ${label.trim()} dari kalender` }, "Kalender");
  const box = make("span", { class: "pemilih" });
  field.replaceWith(box);
  box.append(field, button, native);
  button.addEventListener("click", () => {
    const [, day, month, year, hour = "", minute = ""] =
      field.value.match(/^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ ,]+(\d{1,2})[.:](\d{2}))?\s*$/) ?? [];
    if (day) {
      const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
      native.value = kind === "date" ? iso : `${iso}T${hour.padStart(2, "0")}:${minute || "00"}`;
    }
    native.showPicker();
  });
  native.addEventListener("change", () => {
    const [, year, month, day, hour, minute] = native.value.match(/^(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+))?/) ?? [];
    if (!day) return;
    field.value = `${day}-${month}-${year}${hour ? ` ${hour}.${minute}` : ""}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}

// One box that ticks every row, and the bar that says how many are ticked.
function selectRows(table) {
  const boxes = () => all("input[data-baris]", table);
  const every = table.querySelector("input[data-semua]");
  const bar = document.getElementById(table.dataset.tindakan ?? "");
  const told = bar?.querySelector("[data-terpilih]");
  const refresh = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    if (every) {
      every.checked = ticked > 0 && ticked === boxes().length;
      every.indeterminate = ticked > 0 && !every.checked;
    }
    if (told) told.textContent = `${number.format(ticked)} dipilih`;
  };
  if (every) {
    every.closest("[hidden]")?.removeAttribute("hidden");
    every.addEventListener("change", () => {
      boxes().forEach((box) => (box.checked = every.checked));
      refresh();
    });
  }
  table.addEventListener("change", refresh);
  refresh();
}

// A file that is too large is said before it is sent.
function checkFiles(field) {
  const most = Number(field.dataset.terbesar);
  field.addEventListener("change", () => {
    const large = [...field.files].find((file) => file.size > most);
    const id = `${field.id}-besar`;
    document.getElementById(id)?.remove();
    if (!large) return;
    const megabytes = number.format(Math.round(most / 104858) / 10);
    field.before(
      make("p", { id, class: "govuk-error-message", role: "alert" }, `“${large.name}” lebih besar dari ${megabytes} MB.`),
    );
  });
}

// A field that suggests while typing (the combobox pattern of the ARIA practices).
let lists = 0;
function suggest(input, find, choose) {
  const id = `saran-${++lists}`;
  const list = make("ul", { class: "saran__daftar", id, role: "listbox", "aria-label": "Saran", hidden: "" });
  const told = make("span", { class: "govuk-visually-hidden", role: "status" });
  const box = make("div", { class: "saran" });
  input.replaceWith(box);
  box.append(input, list, told);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  })) input.setAttribute(name, value);
  let found = [];
  let active = -1;
  let turn = 0;
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const move = (to) => {
    if (!found.length) return;
    active = (to + found.length) % found.length;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `${id}-${active}`);
  };
  const take = (place) => {
    const item = found[place];
    close();
    if (item) choose(item);
  };
  const open = async () => {
    const mine = ++turn;
    let next;
    try {
      next = await find(input.value.trim());
    } catch {
      next = [];
    }
    if (mine !== turn || document.activeElement !== input) return;
    found = next;
    list.replaceChildren(
      ...found.map((item, place) => {
        const line = make("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false" }, item.label);
        if (item.hint) line.append(make("small", {}, item.hint));
        line.addEventListener("pointerdown", (event) => event.preventDefault());
        line.addEventListener("click", () => take(place));
        return line;
      }),
    );
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    told.textContent = found.length ? `${found.length} saran` : "Tidak ada saran";
  };
  let pause;
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(open, 180);
  });
  input.addEventListener("blur", () => {
    clearTimeout(pause);
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (list.hidden) open();
      else move(active < 0 && step < 0 ? -1 : active + step);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

// A long list becomes a field to type into; the list stays in the form and holds the value.
function searchList(select) {
  if (select.disabled || select.multiple) return;
  // What the list says when nothing is chosen ("Semua", "Pilih ..") is one of its lines, as in every other list.
  const options = [...select.options].filter((option) => !option.disabled);
  const input = make("input", { type: "text", class: "govuk-input", spellcheck: "false" });
  const shown = () => select.selectedOptions[0]?.label.trim() ?? "";
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  if (select.classList.contains("govuk-select--error")) input.classList.add("govuk-input--error");
  input.id = select.id;
  select.id = `${input.id}-daftar`;
  input.value = shown();
  select.hidden = true;
  select.before(input);
  const words = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  suggest(
    input,
    (text) => {
      const asked = text === shown() ? [] : words(text);
      return options
        .filter((option) => asked.every((word) => option.label.toLowerCase().includes(word)))
        .slice(0, 50)
        .map((option) => ({ value: option.value, label: option.label.trim() }));
    },
    (item) => {
      select.value = item.value;
      input.value = item.label;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
  );
  input.parentElement.classList.add("saran--daftar");
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => input.dispatchEvent(new Event("input")));
  input.addEventListener("blur", () => {
    const empty = [...select.options].some((option) => !option.value);
    const exact = options.find((option) => option.label.trim().toLowerCase() === input.value.trim().toLowerCase());
    if (exact) select.value = exact.value;
    else if (!input.value.trim() && empty) select.value = "";
    input.value = shown();
  });
}

// A reference: suggestions come from the server, the chosen one becomes the ticked line.
function searchReference(box) {
  const input = box.querySelector(".acuan__cari input");
  const radios = box.querySelector(".govuk-radios");
  const button = box.querySelector(".acuan__cari button");
  if (!input || input.disabled || !box.dataset.acuan) return;
  const name = box.dataset.nama;
  button.hidden = true;
  // Else the Enter key in any field of the form would press it.
  button.type = "button";
  suggest(
    input,
    async (text) => {
      if (text.length < 2) return [];
      const address = new URL(box.dataset.acuan, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      return answer.ok ? answer.json() : [];
    },
    (item) => {
      const id = `${input.id}-terpilih`;
      const tick = make("input", { type: "radio", class: "govuk-radios__input", id, name, value: item.value });
      const label = make("label", { class: "govuk-label govuk-radios__label", for: id }, item.label);
      radios.replaceChildren(make("div", { class: "govuk-radios__item" }, tick, label));
      tick.checked = true;
      input.value = "";
    },
  );
}

// A filter panel has room beside the list on a wide page: it stands open there, and closes when the page gets narrow. Above a
// table of many columns it stays closed (the style says where it stands).
function openWhenWide(panel) {
  const wide = matchMedia("(min-width: 61.25em)");
  const fit = () => (panel.open = wide.matches && getComputedStyle(panel).getPropertyValue("--di-atas").trim() !== "ya");
  wide.addEventListener("change", fit);
  fit();
}

// An open menu closes by Escape and by a click elsewhere.
function closeMenus() {
  const open = () => all("details.kepala__akun[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

// What is typed into a long form is kept aside a while after the last key, in case the browser or the line breaks down. It
// changes nothing but that: the form is still to be saved.
function keepTyping(place) {
  const form = place.querySelector("form[enctype]");
  if (!form) return;
  const said = make("p", { class: "govuk-body-s pudar", role: "status" });
  form.append(said);
  let pause;
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(pause);
  });
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const kept = await fetch(place.dataset.simpanOtomatis, { method: "POST", body: new URLSearchParams(fields) }).catch(
        () => null,
      );
      if (sent) return;
      said.textContent = kept?.ok ? "Ketikan disimpan sementara. Tekan Simpan bila sudah selesai." : "";
    }, 5000);
  });
}

// SHA-256 of a text of at most 55 letters: its first word. (crypto.subtle is not there on every line, and waits for each hash.)
const fractions = (count, power) => {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    let prime = true;
    for (let m = 2; m * m <= n; m++) if (n % m === 0) prime = false;
    if (prime) found.push(((n ** power % 1) * 2 ** 32) | 0);
  }
  return found;
};
function firstWord(text, start, keys) {
  const turn = (value, by) => (value >>> by) | (value << (32 - by));
  const words = new Array(64).fill(0);
  for (let at = 0; at < text.length; at++) words[at >> 2] |= text.charCodeAt(at) << (24 - 8 * (at & 3));
  words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  words[15] = text.length * 8;
  let [a, b, c, d, e, f, g, h] = start;
  for (let at = 0; at < 64; at++) {
    if (at > 15) {
      const [early, late] = [words[at - 15], words[at - 2]];
      const mixed = (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
      words[at] = (mixed + words[at - 16] + words[at - 7]) | 0;
    }
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + keys[at] + words[at]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return (start[0] + a) >>> 0;
}

// Instead of asking the person a question, the page proves some work: it counts until a hash begins with enough zeros.
function proveWork(place) {
  const field = place.querySelector("input:not([type=hidden])");
  const [start, keys] = [fractions(8, 1 / 2), fractions(64, 1 / 3)];
  let count = 0;
  place.hidden = true;
  const some = () => {
    const pause = performance.now() + 20;
    while (performance.now() < pause) {
      const answer = `k:${count++}`;
      if (Math.clz32(firstWord(place.dataset.tantangan + answer, start, keys)) >= place.dataset.bit) {
        field.value = answer;
        return;
      }
    }
    setTimeout(some);
  };
  some();
}

const parts = [
  ["[data-tantangan]", proveWork],
  ["[data-paling]", countCharacters],
  ["[data-simpan-otomatis]", keepTyping],
  ["[data-pemilih]", pickDate],
  ["table[data-tindakan]", selectRows],
  ["input[type=file][data-terbesar]", checkFiles],
  ["select[data-saring]", searchList],
  ["[data-acuan]", searchReference],
  ["details[data-lebar]", openWhenWide],
];
const done = new WeakMap(parts.map(([, enhance]) => [enhance, new WeakSet()]));

function enhance() {
  for (const [selector, part] of parts) {
    for (const element of all(selector)) {
      if (done.get(part).has(element)) continue;
      done.get(part).add(element);
      part(element);
    }
  }
}

document.documentElement.classList.add("js");
enhance();
focusFirst(document);
sendOnce();
closeMenus();

// What htmx brings in later is made pleasant too, and its requests carry the token.
document.addEventListener("htmx:after:swap", enhance);
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector("meta[name=csrf]")?.content;
  if (token) event.detail.ctx.request.headers["x-csrf-token"] = token;
});
