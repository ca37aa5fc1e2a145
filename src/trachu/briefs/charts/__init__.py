"""One file per chart: a frame of values to a Vega-Lite specification."""
