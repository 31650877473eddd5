"""A form whose fields reach Python together, in one message, when a button is pressed.

Fields of ipywidgets each report for themselves and hold a change back while an earlier one is on
its way; on a busy server the button then overtakes the last choice, and another value is saved
than the student sees. Here the browser's own labels, lists and buttons are read at one moment.
"""

import anywidget
import traitlets


class CodeForm(anywidget.AnyWidget):
    """Labelled lists and lines, and buttons that hand in what they hold.

    ``fields``: each with ``name``, ``label`` and ``options`` (pairs of label and value; none for a
    line to write on). ``given`` are the values shown; setting it fills the form anew. ``lends``
    maps a field to another that it sets, and the values it lends. ``acts`` are the buttons (name →
    label); pressing one sends ``{"act": …, "values": …}``.
    """

    _esm = """
    export default {
      render({ model, el }) {
        const inputs = {};
        let mine = false;
        const form = document.createElement("div");
        form.style.cssText = "display:grid;gap:8px;padding:4px 8px";
        const buttons = document.createElement("div");
        buttons.style.cssText = "display:flex;flex-flow:row wrap;gap:8px";
        el.append(form);
        for (const { name, label, options } of model.get("fields")) {
          const input = document.createElement(options.length ? "select" : "input");
          for (const [text, value] of options) input.append(new Option(text, value));
          input.id = `wb-${name}-${Math.random().toString(36).slice(2)}`;
          const said = Object.assign(document.createElement("label"), { htmlFor: input.id, textContent: label });
          const around = document.createElement("div");
          around.style.cssText = "display:flex;flex-direction:column;font-size:13px";
          around.append(said, input);
          form.append(around);
          inputs[name] = input;
        }
        for (const [from, { to, values }] of Object.entries(model.get("lends")))
          inputs[from].addEventListener("change", () => {
            inputs[to].value = values[inputs[from].value] ?? inputs[to].value;
          });
        for (const [act, label] of Object.entries(model.get("acts"))) {
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = label;
          button.addEventListener("click", () => {
            mine = true;
            const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
            model.send({ act, values });
          });
          button.style.cssText = "padding:4px 10px;font-size:13px";
          buttons.append(button);
        }
        form.append(buttons);
        const fill = () => {
          const given = model.get("given");
          for (const [name, input] of Object.entries(inputs)) input.value = given[name] ?? "";
          if (mine) Object.values(inputs)[0].focus();
          mine = false;
        };
        model.on("change:given", fill);
        fill();
      },
    };
    """
    fields = traitlets.List().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    lends = traitlets.Dict().tag(sync=True)
    acts = traitlets.Dict().tag(sync=True)
