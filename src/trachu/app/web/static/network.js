// Draws the network of a page with Cytoscape; the table below it says the same in words.
"use strict";
(() => {
  const COLOURS = ["#7f7f7f", "#0b4f6c", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#000000"];
  for (const place of document.querySelectorAll("[data-network]")) {
    fetch(place.dataset.network, { credentials: "same-origin" })
      .then((answer) => answer.json())
      .then((elements) => {
        cytoscape({
          container: place,
          elements,
          userZoomingEnabled: false,
          maxZoom: 1,
          style: [
            {
              selector: "node",
              style: {
                label: "data(label)", "font-family": "Sarabun", "font-size": 12, width: 12, height: 12,
                "background-color": (node) => COLOURS[node.data("bloc") % COLOURS.length], "text-margin-y": -2,
              },
            },
            { selector: "edge", style: { width: 1, "line-color": "#b9c4cf", opacity: 0.8 } },
          ],
          layout: { name: "circle", padding: 30, sort: (one, other) => one.data("bloc") - other.data("bloc") },
        });
      });
  }
})();
