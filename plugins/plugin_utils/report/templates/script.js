"use strict";
(() => {
  const { hosts, texts } = JSON.parse(document.getElementById("data").textContent);
  const SEVERITIES = ["error", "warning", "info"];
  const WORDS = { error: "error", warning: "warning", info: "note" };
  const STEP = 100;
  const body = document.querySelector("#table tbody");
  const further = document.getElementById("further");
  const field = (id) => document.getElementById(id);
  const collator = new Intl.Collator("en", { numeric: true });
  // Each is the id of a field; a button elsewhere on the page sets them by its data.
  const FILTERS = ["search", "severity", "rule", "site"];
  const sorting = { key: "gravity", down: true };
  let rows = [];
  let drawn = 0;

  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    if (name) node.className = name;
    return node;
  };

  for (const host of hosts) {
    host.found = host.findings.map(([severity, rule, title, message, remedy, source]) => ({
      severity: texts[severity], rule: texts[rule], title: texts[title],
      message: texts[message], remedy: texts[remedy], source: texts[source],
    }));
    host.counts = SEVERITIES.map((severity) => host.found.filter((one) => one.severity === severity).length);
    host.gravity = host.counts[0] * 1e6 + host.counts[1] * 1e3 + host.counts[2];
    host.topology = host.device.topology ?? null;
    host.release = host.device.release ?? null;
    host.text = [host.name, host.site, host.error, ...Object.values(host.device),
      ...host.found.flatMap((one) => [one.rule, one.title, one.message])].join("\n").toLowerCase();
  }

  const compare = (one, other) => {
    const [left, right] = [one[sorting.key], other[sorting.key]];
    // What is not known comes last in both directions.
    if (left === null || right === null) return (left === null) - (right === null);
    const order = typeof left === "number" ? left - right : collator.compare(left, right);
    return (sorting.down ? -order : order) || collator.compare(one.name, other.name);
  };

  const fits = (host) => {
    const [severity, rule, site] = ["severity", "rule", "site"].map((id) => field(id).value);
    return host.text.includes(field("search").value.trim().toLowerCase())
      && (site === "" || `=${host.site ?? ""}` === site)
      && (severity === "none" ? !host.found.length && rule === "" : severity + rule === ""
        || host.found.some((one) => (severity === "" || one.severity === severity) && (rule === "" || one.rule === rule)));
  };

  const terms = (pairs) => {
    const list = make("dl");
    for (const [key, value] of pairs) list.append(make("dt", key.replaceAll("_", " ")), make("dd", String(value)));
    return list;
  };

  const detail = (host) => {
    const row = make("tr", null, "detail");
    const cell = make("td");
    cell.colSpan = 7;
    if (host.error) cell.append(make("p", host.error));
    for (const one of host.found) {
      const heading = make("h3");
      heading.append(make("span", WORDS[one.severity], `mark ${one.severity}`), ` ${one.title}`);
      cell.append(heading, make("p", one.message), make("p", one.remedy), make("p", one.source, "quiet"));
    }
    cell.append(make("h3", "Device"), terms([...Object.entries(host.device), ...Object.entries(host.dates), ["checked", host.checked]]));
    if (host.licenses.length) {
      cell.append(make("h3", "Licences"),
        terms(host.licenses.map(([name, count, status]) => [texts[name], `${count ?? "?"} ${texts[status]}`])));
    }
    if (Object.keys(host.ledger).length) cell.append(make("h3", "Usage reports in files"), terms(Object.entries(host.ledger)));
    row.append(cell);
    return row;
  };

  const drawRow = (host) => {
    const row = make("tr");
    const head = make("th");
    head.scope = "row";
    const button = make("button", host.name);
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) row.nextSibling.remove();
      else row.after(detail(host));
    });
    head.append(button);
    const found = make("td");
    const parts = SEVERITIES.flatMap((severity, number) => (host.counts[number]
      ? [make("span", `${host.counts[number]} ${WORDS[severity]}${host.counts[number] > 1 ? "s" : ""}`, `mark ${severity}`)] : []));
    parts.forEach((part, number) => found.append(...(number ? [", ", part] : [part])));
    row.append(head, make("td", host.site, "more"), found, make("td", host.days === null ? "" : host.days.toFixed(1), "n"),
      make("td", host.topology, "more"), make("td", host.release, "more"), make("td", host.checked, "more"));
    return row;
  };

  const sight = new IntersectionObserver(
    (seen) => seen.some((one) => one.isIntersecting) && draw(STEP), { rootMargin: "600px" });

  const draw = (number) => {
    const part = document.createDocumentFragment();
    for (const host of rows.slice(drawn, drawn + number)) part.append(drawRow(host));
    drawn = Math.min(drawn + number, rows.length);
    body.append(part);
    further.hidden = drawn >= rows.length;
    // Observing it again reports at once whether it is still visible; without a change there would be no report.
    sight.unobserve(further);
    sight.observe(further);
  };

  const refresh = () => {
    rows = hosts.filter(fits).sort(compare);
    drawn = 0;
    body.replaceChildren();
    draw(STEP);
    field("shown").textContent = `${rows.length} of ${hosts.length} devices`;
    field("clear").hidden = FILTERS.every((id) => field(id).value === "");
  };

  const choose = (chosen) => {
    for (const id of FILTERS) field(id).value = chosen[id] ?? "";
    refresh();
  };

  const offer = (id, options) => {
    for (const [value, text] of [...options].sort(([, one], [, other]) => collator.compare(one, other))) {
      const option = make("option", text);
      option.value = value;
      field(id).append(option);
    }
  };

  offer("site", new Map(hosts.map((host) => [`=${host.site ?? ""}`, host.site || "no site"])));
  offer("rule", new Map(hosts.flatMap((host) => host.found.map((one) => [one.rule, one.title]))));
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const key = button.dataset.sort;
      sorting.down = sorting.key === key ? !sorting.down : key === "gravity";
      sorting.key = key;
      for (const head of document.querySelectorAll("#table thead th")) head.setAttribute("aria-sort", "none");
      button.parentNode.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
      refresh();
    });
  }
  for (const id of FILTERS) field(id).addEventListener("input", refresh);
  for (const button of document.querySelectorAll("button.to")) {
    button.disabled = false;
    button.addEventListener("click", () => {
      choose(button.dataset);
      field("devices").scrollIntoView();
      field("devices").focus({ preventScroll: true });
    });
  }
  field("clear").addEventListener("click", () => {
    choose({});
    field("search").focus();
  });
  further.addEventListener("click", () => draw(STEP));
  let closed = [];
  addEventListener("beforeprint", () => {
    draw(rows.length);
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  refresh();
})();
