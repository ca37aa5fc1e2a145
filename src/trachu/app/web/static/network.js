// Draws the network of a page with Cytoscape: states on an oval, bloc beside bloc, names outside it.
// The table below it says the same in words.
"use strict";
(() => {
  const COLOURS = ["#7f7f7f", "#0b4f6c", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#000000"];
  const GREY = "#b9c4cf";
  const MANY = 120; // lines beyond which they are drawn fainter
  const ASIDE = 105; // pixels left for the names on either side, and above and below
  const ABOVE = 34;
  const colour = (bloc) => COLOURS[bloc % COLOURS.length];

  function ordered(cy) {
    return cy.nodes().sort((one, other) => one.data("bloc") - other.data("bloc")).toArray();
  }

  // On a wide oval at equal angles; on a narrow one at equal heights, so that names do not lie on one another.
  function turn(at, of) {
    const angle = (2 * Math.PI * (at + 0.5)) / of - Math.PI / 2;
    return [Math.cos(angle), Math.sin(angle)];
  }

  function column(at, of) {
    const way = (4 * (at + 0.5)) / of;
    const down = way < 2 ? way - 1 : 3 - way;
    return [(way < 2 ? 1 : -1) * Math.sqrt(1 - (0.9 * down) ** 2), down];
  }

  function place(cy, holder) {
    const nodes = ordered(cy);
    const wide = holder.clientWidth / 2;
    const high = holder.clientHeight / 2;
    const [rx, ry] = [Math.max(wide - ASIDE, 40), Math.max(high - ABOVE, 40)];
    nodes.forEach((node, at) => {
      const [across, down] = ry > rx ? column(at, nodes.length) : turn(at, nodes.length);
      node.position({ x: wide + rx * across, y: high + ry * down });
      node.data("side", Math.abs(across) < 0.05 ? "center" : across > 0 ? "right" : "left");
      node.data("level", Math.abs(across) < 0.05 ? (down > 0 ? "bottom" : "top") : "center");
    });
    cy.zoom(1);
    cy.pan({ x: 0, y: 0 });
  }

  function draw(holder, elements) {
    const bloc = new Map(elements.map((one) => [one.data.id, one.data.bloc]));
    const lines = elements.filter((one) => one.data.source !== undefined);
    for (const line of lines) {
      const [one, other] = [bloc.get(line.data.source), bloc.get(line.data.target)];
      line.data.colour = one === other ? colour(one) : GREY;
    }
    const cy = cytoscape({
      container: holder,
      elements,
      userZoomingEnabled: false,
      userPanningEnabled: false,
      boxSelectionEnabled: false,
      layout: { name: "preset" },
      style: [
        {
          selector: "node",
          style: {
            label: "data(label)", "font-family": "Sarabun", "font-size": 14, color: "#1c2430", width: 12, height: 12,
            "background-color": (node) => colour(node.data("bloc")),
            "text-halign": (node) => node.data("side") ?? "center",
            "text-valign": (node) => node.data("level") ?? "center",
            "text-margin-x": (node) => ({ left: -5, right: 5 })[node.data("side")] ?? 0,
            "text-margin-y": (node) => ({ top: -4, bottom: 4 })[node.data("level")] ?? 0,
          },
        },
        {
          selector: "edge",
          style: { width: 1, "line-color": "data(colour)", opacity: lines.length > MANY ? 0.25 : 0.6 },
        },
      ],
    });
    place(cy, holder);
    new ResizeObserver(() => { cy.resize(); place(cy, holder); }).observe(holder);
  }

  for (const holder of document.querySelectorAll("[data-network]")) {
    const asked = fetch(holder.dataset.network, { credentials: "same-origin" }).then((answer) => answer.json());
    const letters = document.fonts.load("14px Sarabun", "กA");
    Promise.all([asked, letters]).then(([elements]) => draw(holder, elements));
  }
})();
