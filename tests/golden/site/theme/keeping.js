// What a reader writes and marks: in comes what the pages found on the screen, out goes what this browser keeps of it.
// One entry for each pick or question, so that two windows never overwrite each other's; nothing is sent anywhere.
"use strict";

const keeping = (() => {
  const words = document.getElementById("keeping").dataset;
  const root = new URL(".", new URL(words.root, location.href));
  // Sites below one host share one storage: each has the names that begin with its path.
  const prefix = `gleaner ${root.pathname} `;
  const PARTS = ["note", "later", "read"];
  const FORMAT = 1;

  const box = (() => {
    try {
      const found = window.localStorage;
      found.getItem(prefix);
      return found;
    } catch {
      return null; // switched off: by the owner of the browser, or for a page in a frame
    }
  })();
  // What could not be kept lives as long as the page.
  const unkept = new Map();

  const name = entry => `${entry.edition} ${entry.anchor}`;
  const line = (value, most = 500) => (typeof value === "string" ? value.slice(0, most) : "");
  const web = value => {
    try {
      const url = new URL(line(value, 2000));
      return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : ""; // a name before the host deceives
    } catch {
      return "";
    }
  };

  // Believe nothing that comes from a file, or from a storage that others on this host can write to.
  function sound(given) {
    const entry = { format: FORMAT, edition: line(given?.edition), anchor: line(given?.anchor) };
    const known = /^\d{4}-W\d\d$/.test(entry.edition) && /^(pick|prompt)-[\w-]{1,80}$/.test(entry.anchor);
    if (!known || given.format !== FORMAT) return null;
    Object.assign(entry, { week: line(given.week), title: line(given.title, 2000), url: web(given.url) });
    for (const part of PARTS) {
      const { is, at } = given[part] ?? {};
      const when = Math.min(Date.parse(line(at)), Date.now());
      if (typeof is === (part === "note" ? "string" : "boolean") && when) entry[part] = { is, at: new Date(when).toISOString() };
    }
    return PARTS.some(part => entry[part]?.is) ? entry : null;
  }

  // What does not lie under its own name is nobody's: it could be neither changed nor erased.
  function get(id) {
    if (unkept.has(id)) return unkept.get(id);
    try {
      const entry = sound(JSON.parse(box.getItem(prefix + id)));
      return entry && name(entry) === id ? entry : null;
    } catch {
      return null;
    }
  }

  // Return the names of everything that lies here, whether it can be read or not.
  function ids() {
    const found = new Set(unkept.keys());
    for (let at = 0; at < (box?.length ?? 0); at++) if (box.key(at).startsWith(prefix)) found.add(box.key(at).slice(prefix.length));
    return [...found];
  }

  function all() {
    const newest = entry => PARTS.map(part => entry[part]?.at ?? "").sort().at(-1);
    const order = entry => `${entry.edition} ${newest(entry)}`;
    return ids().map(get).filter(Boolean).sort((a, b) => (order(a) < order(b) ? 1 : -1));
  }

  // Return "" where it is kept, else why it is not: "full" or "blocked".
  function keep(entry) {
    if (!PARTS.some(part => entry[part]?.is)) return erase(name(entry));
    try {
      box.setItem(prefix + name(entry), JSON.stringify(entry));
      unkept.delete(name(entry));
      return "";
    } catch {
      unkept.set(name(entry), entry);
      if (entry.note?.is) addEventListener("beforeunload", warn);
      return box ? "full" : "blocked";
    }
  }

  function erase(id) {
    unkept.delete(id);
    box?.removeItem(prefix + id);
    return "";
  }

  // Erase also what nobody can read any more.
  const clear = () => ids().forEach(erase);

  function warn(event) {
    if ([...unkept.values()].some(entry => entry.note?.is)) event.preventDefault();
  }

  // A later write wins, also over one that came from a clock that is ahead.
  function put(about, part, is) {
    const old = get(name(about));
    const at = new Date(Math.max(Date.now(), (Date.parse(old?.[part]?.at) || 0) + 1)).toISOString();
    return keep({ ...old, ...about, format: FORMAT, [part]: { is, at } });
  }

  // Take over what is newer, part by part, and say how it went; nothing is kept before all has been looked at.
  function merge(text) {
    const file = JSON.parse(text);
    if (!Array.isArray(file?.entries)) throw new TypeError("no entries");
    const given = file.entries.map(sound);
    const went = { taken: 0, left: 0, strange: given.filter(each => !each).length, full: "" };
    for (const theirs of given.filter(Boolean)) {
      const mine = get(name(theirs));
      const newer = PARTS.filter(part => theirs[part] && !(mine?.[part]?.at >= theirs[part].at));
      if (!newer.length) went.left++;
      else {
        went.full ||= keep(newer.reduce((entry, part) => ({ ...entry, [part]: theirs[part] }), mine ?? theirs));
        went.taken++;
      }
    }
    return went;
  }

  const place = entry => `${root}editions/${entry.edition}/${words.root.endsWith("index.html") ? "index.html" : ""}#${entry.anchor}`;
  const day = at => new Date(at).toLocaleDateString("sv"); // 2026-11-22, in the reader's own time zone
  const plain = text => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&");
  const link = (title, url) => `[${plain(title)}](${url.replace(/[()]/g, sign => (sign === "(" ? "%28" : "%29"))})`;

  function markdown(entries) {
    const lines = [`# ${words.title}: ${plain(words.site)}`];
    let week = "";
    for (const entry of entries) {
      if (week !== entry.edition) lines.push(`## ${link(entry.week || entry.edition, place(entry).split("#")[0])}`);
      week = entry.edition;
      lines.push(`### ${link(entry.title || entry.anchor, entry.url || place(entry))}`);
      lines.push(`*${PARTS.filter(part => entry[part]?.is).map(part => `${words[part]} (${day(entry[part].at)})`).join(" · ")}*`);
      if (entry.note?.is) lines.push(entry.note.is);
    }
    return lines.join("\n\n") + "\n";
  }

  const json = entries => JSON.stringify({ gleaner: "notes", site: words.site, address: root.href, exported: new Date().toISOString(), entries }, null, 1);

  const KINDS = { md: ["text/markdown", markdown], json: ["application/json", json] };

  function download(ending) {
    const [type, write] = KINDS[ending];
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([write(all())], { type }));
    anchor.download = `${words.file}-${day(Date.now())}.${ending}`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
    removeEventListener("beforeunload", warn);
  }

  // Tell of what other windows write; without an id, of everything.
  function watch(tell) {
    addEventListener("storage", event => {
      if (event.key === null || event.key.startsWith(prefix)) tell(event.key?.slice(prefix.length));
    });
    addEventListener("pageshow", event => event.persisted && tell());
  }

  // Readable without a network from now on, where the browser can do that.
  if (location.protocol.startsWith("http") && navigator.serviceWorker) {
    const worker = { createScriptURL: () => new URL("sw.js", root).href };
    const policy = window.trustedTypes?.createPolicy("gleaner", worker) ?? worker;
    navigator.serviceWorker.register(policy.createScriptURL("")).catch(() => {});
  }
  const offline = document.getElementById("offline");
  const look = () => { offline.hidden = navigator.onLine; };
  for (const change of ["online", "offline"]) addEventListener(change, look);
  look();

  return { words, works: box !== null, PARTS, name, get, put, keep, erase, ids, all, clear, merge, download, watch, place };
})();
