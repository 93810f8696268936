/* Pages are built once and read for days: this recounts what is left, shows times in the reader's own zone, and
   filters the list of tickets. Without it everything is there, true as of the build. */
(() => {
  "use strict";

  const MINUTE = 60, HOUR = 3600, DAY = 86400, FRESH = 14 * DAY, MOST = 200;

  const two = (major, unit, minor, small) => (minor ? `${major} ${unit} ${minor} ${small}` : `${major} ${unit}`);

  /* the same words as supportflow/site/formats.py */
  const length = (seconds) => {
    const whole = Math.abs(Math.trunc(seconds));
    if (whole >= 14 * DAY) return `${Math.floor(whole / DAY)} d`;
    if (whole >= DAY) return two(Math.floor(whole / DAY), "d", Math.floor((whole % DAY) / HOUR), "h");
    if (whole >= HOUR) return two(Math.floor(whole / HOUR), "h", Math.floor((whole % HOUR) / MINUTE), "min");
    return `${Math.floor(whole / MINUTE)} min`;
  };

  const set = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  /* Beyond two weeks the tickets themselves have moved on: then the figures stay those of the build. */
  const recount = () => {
    const built = document.querySelector("[data-sf-asof]");
    if (!built) return;
    const then = Date.parse(built.dateTime);
    const past = Math.max(0, Date.now() - then) / 1000;
    const counted = past > FRESH ? then : then + past * 1000;
    for (const element of document.querySelectorAll("[data-sf-due]")) {
      const left = (Date.parse(element.dataset.sfDue) - counted) / 1000;
      set(element, left >= 0 ? `in ${length(left)}` : `${length(left)} late`);
      element.classList.toggle("sf-late", left < 0);
    }
    const age = document.querySelector("[data-sf-age]");
    if (!age) return;
    set(age, past >= MINUTE ? `, ${length(past)} ago` : "");
    age.classList.toggle("sf-stale", past > 2 * DAY && past <= FRESH);
  };

  const zones = () => {
    let full, short, day;
    try {
      const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
      full = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", ...time });
      short = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
    } catch {
      return;
    }
    for (const element of document.querySelectorAll(".sf time[datetime]")) {
      if (element.title) continue;
      const at = new Date(element.dateTime);
      if (Number.isNaN(at.getTime())) continue;
      element.title = element.textContent;
      const form = element.hasAttribute("data-sf-short") ? short : element.hasAttribute("data-sf-day") ? day : full;
      element.textContent = form.format(at);
    }
  };

  /* ---- the filter of the list of tickets ---- */

  const cell = (row, name, content) => {
    const made = document.createElement(name === "c-ticket" ? "th" : "td");
    if (name === "c-ticket") made.scope = "row";
    made.className = name;
    if (content) made.append(content);
    row.append(made);
  };

  const span = (className, text) => {
    const made = document.createElement("span");
    made.className = className;
    made.textContent = text;
    return made;
  };

  const rowOf = (root, [id, title, , stage, severity, status, waits, due, stageLook, severityLook, statusLook]) => {
    const row = document.createElement("tr");
    const link = document.createElement("a");
    link.className = "sf-link";
    link.href = `${root}tickets/${encodeURIComponent(id)}/`;
    link.append(span("sf-id", id), ` ${title}`);
    cell(row, "c-ticket", link);
    cell(row, "c-severity", severity ? span(`sf-b sf-${severityLook}`, severity) : span("sf-soft", "–"));
    cell(row, "c-stage", span(`sf-b sf-${stageLook}`, stage));
    cell(row, "c-status", span(`sf-b sf-${statusLook}`, status));
    const count = due ? span("sf-count", "") : null;
    if (count) count.dataset.sfDue = due;
    cell(row, "c-when", count);
    cell(row, "c-waits", waits || span("sf-soft", "–"));
    return row;
  };

  const COLUMNS = { type: 2, stage: 3, severity: 4, status: 5 };

  const fill = (form, rows) => {
    for (const [name, index] of Object.entries(COLUMNS)) {
      const values = [...new Set(rows.map((row) => row[index]).filter(Boolean))].sort();
      for (const value of values) form.elements[name].append(new Option(value, value));
    }
  };

  const matching = (form, rows) => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(COLUMNS).filter(([name]) => form.elements[name].value);
    return rows.filter((row) => {
      const text = `${row[0]} ${row[1]} ${row[6]}`.toLowerCase();
      return words.every((word) => text.includes(word)) && wanted.every(([name, index]) => row[index] === form.elements[name].value);
    });
  };

  const filter = async (form) => {
    const list = document.querySelector("[data-sf-list]");
    const said = form.querySelector(".sf-filter-count");
    const response = await fetch(form.dataset.sfFilter);
    const { rows } = await response.json();
    if (rows.length < 2 || !list) return;
    const whole = [...list.childNodes];
    fill(form, rows);
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const idle = !form.elements.text.value.trim() && Object.keys(COLUMNS).every((name) => !form.elements[name].value);
      if (idle) {
        list.replaceChildren(...whole);
        set(said, "");
        return;
      }
      const found = matching(form, rows);
      const box = list.ownerDocument.createElement("div");
      const old = whole.find((node) => node.nodeType === 1 && node.querySelector("table"));
      box.className = "sf-tablebox";
      if (old && found.length) {
        const table = old.querySelector("table").cloneNode(true);
        table.tBodies[0].replaceChildren(...found.slice(0, MOST).map((row) => rowOf(form.dataset.sfRoot, row)));
        box.append(table);
      }
      list.replaceChildren(box);
      const more = found.length > MOST ? `, the first ${MOST} are shown` : "";
      set(said, `${found.length} of ${rows.length} tickets${more}.`);
      recount();
    });
  };

  const start = () => {
    zones();
    recount();
    const form = document.querySelector("[data-sf-filter]");
    if (form && form.hidden) filter(form).catch(() => {});
  };

  if (typeof document$ !== "undefined") document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  setInterval(recount, 30 * 1000);
})();
