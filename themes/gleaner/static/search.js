// The page "Search": what is asked in, what the index of this site holds of it out. Nothing is sent anywhere, and nothing
// of the index is loaded before it is used. Its reader is pagefind's worker, spoken to in its own messages: a file of this
// site, for which the policy of every page is wide enough, because a worker does not stand in the page.
"use strict";

(() => {
  const form = document.getElementById("search");
  const words = form.dataset;
  const root = new URL(".", new URL(words.root, location.href));
  const part = name => document.querySelector(`[data-is=${name}]`);
  const field = name => form.elements[name] ?? { value: "" };
  const NAMES = ["q", "topic", "voice", "year", "week", "order"];
  const SHOWN = 10;
  const EVERY = "0every0"; // the word that every record has, as indexing.EVERY in Python
  const LONG = 60; // words of a text that are shown whole
  const MOST = 100000; // results after which the worker, which keeps them all, is begun anew
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu; // as text.UNSPACED in Python
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // ---- the worker

  const place = { createScriptURL: () => new URL("pagefind/pagefind-worker.js", root).href };
  let policy, engine;

  function begin() {
    if (engine) return engine;
    policy ??= window.trustedTypes?.createPolicy("gleaner", place) ?? place;
    const worker = new Worker(policy.createScriptURL(""));
    const waiting = new Map();
    let asked = 0;
    const ask = (method, ...args) =>
      new Promise((done, failed) => {
        waiting.set(`${++asked}`, { done, failed });
        worker.postMessage({ id: `${asked}`, instanceId: "gleaner", method, args });
      });
    worker.addEventListener("message", ({ data: { id, result, error } }) => {
      if (error) waiting.get(id).failed(new Error(error));
      else waiting.get(id).done(result);
      waiting.delete(id);
    });
    worker.addEventListener("error", () => end());
    const made = { ask, kept: 0, ready: false, stop: () => { worker.terminate(); waiting.forEach(({ failed }) => failed(new Error("ended"))); } };
    ask("init", { basePath: new URL("pagefind/", root).pathname, language: document.documentElement.lang }).catch(() => {});
    return (engine = made);
  }

  function end() {
    engine?.stop();
    engine = undefined;
    known = undefined;
  }

  // ---- what is asked

  const asked = () => Object.fromEntries(NAMES.map(name => [name, field(name).value.trim()]).filter(([, value]) => value));

  // Scripts without spaces lie in the index in pairs of signs.
  function pairs(run) {
    const signs = [...run.normalize("NFC").replace(/\p{M}/gu, "")];
    return signs.length < 2 ? run : signs.slice(1).map((sign, at) => signs[at] + sign).join(" ");
  }
  const query = text => text.replace(UNSPACED, run => ` ${pairs(run)} `).trim() || EVERY;

  // The names of all voices; asking for nobody loads them, and nothing else.
  let known;
  const voices = () => (known ??= begin().ask("search", EVERY, { filters: { voice: "" } }).then(found => Object.keys(found.totalFilters.voice ?? {})));

  async function filters(state) {
    const found = {};
    if (state.topic) found.topic = state.topic;
    if (state.week) found.week = state.week;
    else if (state.year) found.week = { any: weeks.get(state.year)?.map(option => option.value) ?? [""] };
    if (state.voice) {
      const meant = fold(state.voice);
      const names = (await voices()).filter(name => fold(name).includes(meant));
      const same = names.filter(name => fold(name) === meant);
      if (!names.length) return null;
      found.voice = { any: same.length ? same : names };
    }
    return found;
  }

  // ---- what is found

  let turn = 0;
  let results = [];

  async function look() {
    const mine = ++turn;
    const state = asked();
    if (!NAMES.slice(0, -1).some(name => state[name])) return show([], "");
    try {
      if (!navigator.onLine) throw new Error("offline");
      if (!begin().ready) say(words.wait);
      if (engine.kept > MOST) end();
      const narrowed = await filters(state);
      if (mine !== turn) return;
      if (!narrowed) return show([], words.nobody);
      const sort = state.order || !state.q ? { week: "desc" } : {};
      const found = await begin().ask("search", query(state.q ?? ""), { filters: narrowed, sort });
      if (mine !== turn) return;
      engine.ready = true;
      engine.kept += found.results.length;
      const first = await fetched(found.results.slice(0, SHOWN));
      if (mine !== turn) return;
      show(found.results, found.results.length ? counted(found.results.length) : words.none, first);
    } catch {
      if (mine === turn) lost();
    }
  }

  function counted(number) {
    const language = document.documentElement.lang;
    const form = words[new Intl.PluralRules(language).select(number)] ?? words.other;
    return form.replace("{n}", new Intl.NumberFormat(language).format(number));
  }

  const fetched = some => Promise.all(some.map(each => engine.ask("getData", each.data)));

  function lost() {
    end();
    show([], words.failed);
  }

  function show(found, said, first = []) {
    results = found;
    part("list").replaceChildren(...first.map(article));
    part("results").hidden = !found.length;
    part("more").hidden = found.length <= SHOWN;
    say(said);
  }

  function say(text) {
    if (part("said").textContent !== text) part("said").textContent = text; // what is set is read out, also when it is the same
  }

  async function more() {
    const list = part("list");
    const mine = turn;
    try {
      const next = await fetched(results.slice(list.children.length, list.children.length + SHOWN));
      if (mine !== turn) return;
      const made = next.map(article);
      list.append(...made);
      part("more").hidden = list.children.length >= results.length;
      made[0].querySelector("a").focus();
    } catch {
      if (mine === turn) lost();
    }
  }

  // ---- one result

  function article(found) {
    const made = document.getElementById("hit").content.firstElementChild.cloneNode(true);
    const title = made.querySelector("a");
    const [kind, voice, week, language] = ["kind", "voice", "week", "language"].map(name => found.filters[name]?.[0]);
    title.href = new URL(found.raw_url, root).href;
    mark(title, found.meta.title.split(/(\s+)/));
    const facts = [words[kind], kind === "voice" ? "" : voice, kind === "word" ? "" : named.get(week)].filter(Boolean);
    facts.forEach((fact, at) => {
      const one = document.createElement("bdi");
      one.textContent = fact;
      made.querySelector(".meta").append(at ? " · " : "", one);
    });
    const excerpt = made.querySelector(".excerpt");
    if (found.content !== found.meta.title) mark(excerpt, ...stretch(found.content, found.locations));
    else excerpt.remove();
    if (language) for (const each of [title, excerpt]) each.lang = language;
    return made;
  }

  // The part of a long text in which the first hits are, as words and the blanks between them.
  function stretch(text, hits) {
    const pieces = text.trim().split(/(\s+)/);
    const from = pieces.length / 2 > LONG ? Math.max(0, Math.min(...hits, pieces.length / 2) - 10) : 0;
    const kept = pieces.slice(2 * from, 2 * (from + LONG) - 1);
    if (2 * from + kept.length < pieces.length) kept.push(" …");
    if (!from) return [kept, hits];
    return [["… ", ...kept], hits.map(hit => hit - from), 1];
  }

  // Set words as text, and mark those that were found: by the index, which knows their other forms, or here.
  function mark(node, pieces, hits = [], moved = 0) {
    const meant = fold(asked().q ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const runs = (asked().q ?? "").match(UNSPACED) ?? [];
    node.replaceChildren();
    pieces.forEach((piece, at) => {
      const [begin, end] = inside(piece, meant, runs, hits.includes((at - moved) / 2));
      if (begin === end) return node.append(piece);
      const made = document.createElement("mark");
      made.textContent = piece.slice(begin, end);
      node.append(piece.slice(0, begin), made, piece.slice(end));
    });
  }

  // Where in a piece the hit is: a word without the signs around it, or the run of signs that was asked for.
  function inside(piece, meant, runs, hit) {
    const run = runs.find(each => piece.includes(each));
    if (run) return [piece.indexOf(run), piece.indexOf(run) + run.length];
    const word = piece.match(/[\p{L}\p{N}](?:.*[\p{L}\p{N}\p{M}])?/u);
    if (!word || !(hit || meant.some(each => fold(word[0]).startsWith(each)))) return [0, 0];
    return [word.index, word.index + word[0].length];
  }

  // ---- the form and the address

  const weeks = new Map([...field("week").querySelectorAll("optgroup")].map(group => [group.label, [...group.children]]));
  const named = new Map([...weeks.values()].flat().map(option => [option.value, option.textContent]));
  const all = field("week").options[0];

  // Weeks can be chosen once their year is: in ten years there are over five hundred.
  function furnish() {
    const before = field("week").value;
    const open = weeks.get(field("year").value) ?? [];
    field("week").replaceChildren(all, ...open);
    field("week").disabled = !open.length;
    all.textContent = open.length ? words.week : words.year;
    field("week").value = open.some(option => option.value === before) ? before : "";
  }

  function read() {
    const given = new URLSearchParams(location.search);
    const week = given.get("week") ?? "";
    for (const name of NAMES) field(name).value = given.get(name) ?? "";
    if (week) field("year").value = week.slice(0, 4);
    furnish();
    field("week").value = week;
    for (const name of ["topic", "year", "week", "order"]) if (field(name).selectedIndex === -1) field(name).selectedIndex = 0;
    look();
  }

  // What is being typed is one step of the way back; what was decided on stays.
  let settled = true;
  let pause;
  function write(done) {
    clearTimeout(pause);
    const { year, ...state } = asked();
    const url = new URL(location.href);
    url.search = new URLSearchParams(state.week || !year ? state : { ...state, year });
    url.hash = "";
    if (url.href !== location.href) history[settled ? "pushState" : "replaceState"](null, "", url);
    settled = done;
    look();
  }

  if (!location.protocol.startsWith("http") || !window.Worker || !window.WebAssembly) {
    part("lists").classList.remove("unscripted");
    return say(words.disk);
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    write(true);
  });
  form.addEventListener("reset", () => {
    setTimeout(() => {
      furnish();
      write(true);
      field("q").focus();
    });
  });
  form.addEventListener("input", event => {
    if (event.target.name === "year") furnish();
    clearTimeout(pause);
    if (event.target.tagName === "SELECT") write(true);
    else pause = setTimeout(write, 300, false);
  });
  form.addEventListener("focusin", () => begin());
  field("voice").addEventListener("focus", async () => {
    const names = await voices().catch(() => []);
    document.getElementById("voices").replaceChildren(...names.sort(new Intl.Collator(document.documentElement.lang).compare).map(name => new Option(name)));
  }, { once: true });
  part("more").addEventListener("click", more);
  addEventListener("popstate", read);
  addEventListener("offline", end);
  for (const each of form.elements) each.disabled = false;
  read();
})();
