// The page "My notes": everything that is kept in this browser, to be read, searched, changed, taken along and erased.
"use strict";

(() => {
  const words = keeping.words;
  const main = document.getElementById("mine");
  const part = name => main.querySelector(`[data-is=${name}]`);
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const language = document.documentElement.lang;
  const dated = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long" }); // 22 November 2026, as on every page
  let shown = [];

  function article(entry) {
    const made = places.piece("article");
    const title = made.querySelector("h3 a");
    title.textContent = entry.title || entry.anchor;
    title.href = entry.url || keeping.place(entry);
    made.querySelector(".there").href = keeping.place(entry);
    const at = keeping.PARTS.map(each => entry[each]?.at ?? "").sort().at(-1);
    const time = document.createElement("time");
    time.dateTime = at;
    time.textContent = dated.format(new Date(at));
    made.querySelector(".meta").prepend(time, " · ");
    const keep = made.querySelector(".keep");
    if (entry.anchor.startsWith("prompt")) keep.querySelectorAll("button[aria-pressed]").forEach(button => button.remove());
    const { edition, week, anchor, url } = entry;
    places.open(keep, { edition, week, anchor, title: entry.title, url });
    made.querySelector(".erase").addEventListener("click", () => erase(entry, made));
    return made;
  }

  // Erase one, and leave the way back where it stood.
  function erase(entry, made) {
    const last = keeping.get(keeping.name(entry)) ?? entry;
    keeping.erase(keeping.name(entry));
    const gone = places.piece(".gone");
    gone.querySelector("button").addEventListener("click", () => {
      keeping.keep(last);
      const back = article(last);
      gone.replaceWith(back);
      back.querySelector("h3 a").focus();
      count();
    });
    made.replaceWith(gone);
    gone.querySelector("button").focus();
    count();
  }

  function draw() {
    const list = part("list");
    shown = [];
    const weeks = new Map();
    for (const entry of keeping.all()) {
      if (!weeks.has(entry.edition)) {
        const section = places.piece("section");
        const title = section.querySelector("h2 a");
        title.textContent = entry.week || entry.edition;
        title.href = keeping.place(entry).split("#")[0];
        weeks.set(entry.edition, section);
      }
      const made = article(entry);
      shown.push({ id: keeping.name(entry), made, section: weeks.get(entry.edition) });
      weeks.get(entry.edition).lastElementChild.append(made);
    }
    list.replaceChildren(...weeks.values());
    find();
    count();
  }

  function count() {
    const any = keeping.all().length > 0;
    part("none").hidden = any || main.querySelector(".gone") !== null;
    for (const name of ["tools", "find", "md", "json"]) part(name).hidden = !any;
    part("bring").hidden = any;
    part("clear").hidden = !keeping.ids().length;
  }

  function counted(number) {
    const form = words[new Intl.PluralRules(language).select(number)] ?? words.other;
    return form.replace("{n}", new Intl.NumberFormat(language).format(number));
  }

  // Hide what does not have the words, or not the mark, that is looked for, and say how much is left.
  function find() {
    const asked = fold(part("search").value).split(/\s+/).filter(Boolean);
    const mark = part("show").value;
    let found = 0;
    for (const { id, made } of shown) {
      const entry = keeping.get(id);
      const text = entry && fold(`${entry.title} ${entry.week} ${entry.note?.is ?? ""}`);
      made.hidden = !entry || (mark && !entry[mark]?.is) || !asked.every(word => text.includes(word));
      found += !made.hidden;
    }
    for (const { section } of shown) section.hidden = !section.querySelector("article:not([hidden]), .gone");
    const told = !shown.length || !(asked.length || mark) ? "" : found ? counted(found) : words.unfound;
    if (part("found").textContent !== told) part("found").textContent = told; // what is set is read out, also when it is the same
  }

  function say(text, undo) {
    part("said").textContent = text;
    const button = part("undo");
    button.hidden = !undo;
    button.onclick = () => {
      undo();
      draw();
      say("");
      part("search").focus();
    };
  }

  for (const name of ["md", "json"]) part(name).addEventListener("click", () => keeping.download(name));
  part("import").addEventListener("click", () => part("file").click());
  part("file").addEventListener("change", async () => {
    const went = await part("file").files[0].text().then(keeping.merge).catch(() => null);
    part("file").value = "";
    if (!went) return say(words.unread);
    draw();
    say(words.taken.replace(/\{(\w+)\}/g, (_, key) => went[key]) + (went.full && ` ${words[went.full]}`));
  });

  const sure = part("sure");
  part("clear").addEventListener("click", () => sure.showModal());
  part("no").addEventListener("click", () => sure.close());
  part("yes").addEventListener("click", () => {
    const before = keeping.all();
    keeping.clear();
    sure.close();
    draw();
    say(words.erased, () => before.forEach(keeping.keep));
    part("undo").focus();
  });

  for (const name of ["search", "show"]) part(name).addEventListener("input", find);
  keeping.watch(id => {
    const known = shown.some(each => each.id === id);
    const writing = main.contains(document.activeElement) && document.activeElement.tagName === "TEXTAREA";
    if (!writing && !(known && keeping.get(id))) draw();
  });
  draw();
  if (!keeping.works) say(words.blocked);
  main.hidden = false;
})();
