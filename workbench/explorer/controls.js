// Draws a group of controls. Each change is told to Python at once; in a form (a panel with
// buttons) all values are told together when a button is pressed.
function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// Messages of a page are numbered, each with a higher number than all before.
const next = () => (globalThis.wbSent = Math.max(Date.now(), (globalThis.wbSent ?? 0) + 1));

const number = (text) => (text === "" ? null : Number(text));

// One control: `box` stands on the page; `read` and `write` its value; `offer` takes other options.
function control(spec, chosen, look) {
  const id = `wb-${Math.random().toString(36).slice(2)}`;
  const changed = () => chosen(spec.name, field.read());
  const told = make("div", { className: "wb-told", role: "status" });
  const label = make("label", { htmlFor: id, textContent: spec.label });
  const find = make("input", { type: "search", placeholder: "part of a name", ariaLabel: `Find in ${spec.label}` });
  find.addEventListener("input", () => look(spec.name, find.value));
  const around = (...parts) => make("div", { className: `wb-field wb-${spec.kind}` }, ...parts);
  const field = { told };
  const listed = (next, list) => {
    if (!next.many) find.remove();
    else if (!find.parentNode) list.before(find);
    told.textContent = next.told;
  };

  if (spec.kind === "radio" || spec.kind === "checks") {
    const several = spec.kind === "checks";
    let value = several ? [] : null;
    let found = []; // what *All* chooses
    const options = make("div", { className: "wb-options" });
    const show = () => {
      for (const input of options.querySelectorAll("input"))
        input.checked = several ? value.includes(Number(input.value)) : Number(input.value) === value;
    };
    const choose = (next) => {
      value = next;
      show();
      changed();
    };
    const press = ({ target }) => {
      const place = Number(target.value);
      if (!several) choose(place);
      else choose(target.checked ? [...value, place].sort((a, b) => a - b) : value.filter((one) => one !== place));
    };
    const every = (words, all) => make("button", { type: "button", textContent: words, onclick: () => choose(all()) });
    const all = make("div", { className: "wb-every" }, every("All", () => found), every("None", () => []));
    field.box = make("fieldset", { className: `wb-field wb-${spec.kind}` },
      make("legend", { textContent: spec.label }),
      make("div", { className: "wb-among" }, options, several ? all : ""), told);
    field.read = () => value;
    field.write = (next) => { value = next; show(); };
    field.offer = (next) => {
      listed(next, options.parentNode);
      found = next.found ?? next.options.map(([place]) => place);
      options.replaceChildren(...next.options.map(([place, words]) => {
        const input = make("input", { type: several ? "checkbox" : "radio", name: id, value: place, onchange: press });
        return make("label", {}, input, words);
      }));
      all.hidden = next.options.length < 3 && !next.many;
      show();
    };
  } else if (spec.kind === "menu" || spec.kind === "list") {
    const select = make("select", { id, size: spec.kind === "list" ? spec.rows : 0, onchange: changed });
    field.box = around(label, select, told);
    field.read = () => number(select.value);
    field.write = (value) => { select.value = value ?? ""; };
    field.offer = (next) => {
      const before = select.value;
      listed(next, select);
      select.replaceChildren(...next.options.map(([place, words]) => new Option(words, place)));
      select.value = before;
    };
    field.focus = select;
  } else {
    const long = (spec.lines ?? 1) > 1;
    const types = { check: "checkbox", number: "number", files: "file", text: "text" };
    const input = make(long ? "textarea" : "input", { id, onchange: changed });
    if (!long) input.type = types[spec.kind];
    if (!long) input.addEventListener("keydown", ({ key }) => key === "Enter" && changed());
    if (long) input.rows = spec.lines;
    if (spec.hint) input.placeholder = spec.hint;
    if (spec.kind === "number") Object.assign(input, { min: spec.low, max: spec.high, step: spec.step });
    if (spec.kind === "files") Object.assign(input, { multiple: true, accept: spec.accept });
    const check = spec.kind === "check";
    field.box = check ? around(make("label", {}, input, spec.label)) : around(label, input);
    field.read = () => (check ? input.checked : spec.kind === "number" ? number(input.value) : input.value);
    field.write = (value) => {
      if (check) input.checked = value;
      else input.value = spec.kind === "files" ? "" : value ?? "";
    };
    if (spec.kind === "files") {
      field.files = () => [...input.files];
      field.read = () => [];
    }
    field.offer = ({ suggest = [] }) => {
      field.box.querySelector("datalist")?.remove();
      if (!suggest.length) return;
      input.setAttribute("list", `${id}-list`);
      field.box.append(make("datalist", { id: `${id}-list` }, ...suggest.map((words) => new Option(words))));
    };
    field.focus = input;
  }
  field.focus ??= field.box;
  return field;
}

export default {
  render({ model, el }) {
    el.classList.add("wb", "wb-panel");
    const fields = {};
    const known = {}; // what Python and this page agreed on last
    const sent = {}; // the number of the last message about a field
    let pressed = 0; // the number of the last press of a button
    const form = Object.keys(model.get("buttons")).length > 0;
    const values = () => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.read()]));

    function tell(content, buffers) {
      const n = next();
      for (const [name, value] of Object.entries(content.press ? {} : content.values ?? {}))
        [sent[name], known[name]] = [n, JSON.stringify(value)];
      el.dispatchEvent(new CustomEvent("wb-sent", { bubbles: true, detail: n }));
      model.send({ ...content, n }, undefined, buffers);
      return n;
    }

    function chosen(name, value) {
      if (form) lend(name, value);
      else if (known[name] !== JSON.stringify(value)) tell({ values: { [name]: value } });
    }

    const look = (name, text) => tell({ find: name, text, values: form ? values() : {} });

    // In a form a choice may set another field: a verb its strength.
    function lend(change, value) {
      const { sets } = model.get("fields").find(({ name }) => name === change);
      if (sets && String(value) in sets.values) fields[sets.to].write(sets.values[value]);
    }

    async function press(button) {
      if (pressed > model.get("heard")) return; // the last one is still on its way
      pressed = Infinity;
      const files = Object.entries(fields).flatMap(([name, field]) => (field.files?.() ?? []).map((file) => [name, file]));
      const buffers = await Promise.all(files.map(([, file]) => file.arrayBuffer()));
      pressed = tell({ press: button, files: files.map(([name, file]) => [name, file.name]), values: values() }, buffers);
    }

    const plain = make("div", { className: "wb-controls" });
    const folded = make("div", { className: "wb-controls" });
    const summary = make("summary");
    const details = make("details", {}, summary, folded);
    const buttons = make("div", { className: "wb-buttons" });
    const code = make("span", { className: "wb-code" });
    const said = make("div");
    el.append(plain, details, buttons, said);

    function build() {
      const specs = model.get("fields");
      for (const spec of specs) {
        const old = fields[spec.name];
        const shape = JSON.stringify({ ...spec, options: null, told: null, many: null, suggest: null, group: null, sets: null });
        const same = old?.shape === shape;
        const field = same ? old : Object.assign(control(spec, chosen, look), { shape });
        const offered = JSON.stringify([spec.options, spec.many, spec.suggest]);
        if (field.offered !== offered) {
          field.offer(spec);
          field.offered = offered;
          field.box.hidden = spec.options?.length === 0 && !spec.many; // nothing to choose
          if (same && spec.name in known) field.write(JSON.parse(known[spec.name]));
        }
        field.told.textContent = spec.told ?? "";
        if (!same) delete known[spec.name];
        fields[spec.name] = field;
      }
      for (const name of Object.keys(fields)) if (!specs.some((spec) => spec.name === name)) delete fields[name];
      for (const [place, inside] of [[plain, (spec) => !spec.group], [folded, (spec) => spec.group]]) {
        const boxes = specs.filter(inside).map(({ name }) => fields[name].box);
        if (boxes.length !== place.children.length || boxes.some((box, i) => place.children[i] !== box))
          place.replaceChildren(...boxes);
      }
      summary.textContent = specs.find((spec) => spec.group)?.group ?? "";
      details.hidden = !folded.children.length;
      fill();
    }

    function fill(all = false) {
      const heard = model.get("heard");
      for (const [name, value] of Object.entries(model.get("values"))) {
        const field = fields[name];
        const next = JSON.stringify(value);
        if (!field || (!all && ((sent[name] ?? 0) > heard || known[name] === next))) continue;
        field.write(value);
        known[name] = next;
      }
    }

    function refill() {
      fill(true);
      const to = fields[model.get("focus")]?.focus;
      if (to) to.focus();
    }

    function words() {
      const line = model.get("code");
      const copy = make("button", { type: "button", textContent: "Copy", onclick: () => navigator.clipboard?.writeText(line) });
      code.replaceChildren(...(line ? ["To open this view again: ", make("code", { textContent: line }), " ", copy] : []));
    }

    for (const [name, label] of Object.entries(model.get("buttons")))
      buttons.append(make("button", { type: "button", textContent: label, onclick: () => press(name) }));
    if (model.get("resets"))
      buttons.append(make("button", { type: "button", textContent: "Reset", onclick: () => tell({ reset: true }) }));
    if (model.get("code")) buttons.append(code);
    el.addEventListener("keydown", (event) => {
      const [only, another] = Object.keys(model.get("buttons"));
      if (event.key !== "Enter" || !only || another || event.target.type !== "text") return;
      event.preventDefault();
      press(only);
    });
    model.on("change:fields", build);
    model.on("change:values", () => fill());
    model.on("change:heard", () => {
      fill();
      el.dispatchEvent(new CustomEvent("wb-heard", { bubbles: true, detail: model.get("heard") }));
    });
    model.on("change:refilled", refill);
    model.on("change:code", words);
    model.on("change:said", () => { said.innerHTML = model.get("said"); });
    said.innerHTML = model.get("said");
    build();
    words();
  },
};
