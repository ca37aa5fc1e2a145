"""The workbench in the browser: pages over the bench, on this computer alone.

How to add a page: one file ``pages/<page>.py`` with an `APIRouter` called ``router``, one template
``templates/<page>.html``, one list of words ``words/<page>.toml``. Nothing else is edited; the file is found by its
folder, as every part is. A page in the menu says ``MENU = (place, "name")`` with the name among the common words.

    router = APIRouter()
    MENU = (30, "fora")

    @router.get("/fora")
    def fora(view: Viewing, kind: str = "all") -> Response:
        view.need("facts")                                  # worked out by the worker; the page waits for nothing
        ties = view.bench.table("ties").filter(type="forum")
        return view.page(
            "fora",
            tables={"ties": Shown(ties, (col("tie", "forum"), col("since", "since", DATE)), caption="all_fora")},
            charts={"members": lambda: pictures.chart("forum_matrix", frame, view.lang)},
        )

In the template, which extends ``page.html``: ``{{ table("ties") }}``, ``{{ chart("members") }}``, ``{{ t("word") }}``.

* `view.page` gives every table as CSV, Parquet and citations and every chart as SVG, PNG and Vega-Lite at the page's
  own address with ``?part=ties&as=csv`` behind it; a chart is a function, so that it is drawn when asked for. Columns
  of whys become links.
* `view.need(what, **given)` sends the browser to a page with progress until the worker has the result in the cache;
  what can be needed is listed in `trachu.bench.preparing`.
* What writes is a POST whose form holds ``{{ csrf() }}``; the guard refuses all others. A record that two people may
  change goes with its version: see `trachu.app.web.versions`.
* All words stand in TOML, Thai and English; ``view.t`` and ``t`` take their key. Dates go through ``date`` and years
  through ``year``, which know the reader's calendar; actors through ``actor``.
* No inline script, no inline style, nothing from another host: the policy in `trachu.app.web.guard` forbids it.
"""
