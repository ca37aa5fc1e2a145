"""One request as a page sees it: the bench, the reader's language and calendar, and the ways to answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast
from urllib.parse import quote, unquote, urlencode

from fastapi import Depends
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trachu.app.web import cells, drawings, shown, speech, spoken
from trachu.app.web.keeper import Keeper
from trachu.app.web.shown import Shown
from trachu.app.web.speech import Era
from trachu.bench import Bench, citing, pictures
from trachu.core.errors import TrachuError, UnknownName
from trachu.core.words import Lang, Words

YEAR_OF_COOKIES = 31_536_000
PICTURES = ("figure", "svg", "png", "vega")  # the forms of a chart
SAVED = ("csv", "parquet", "cite")  # the forms of a table
STYLES = ("apa", "bibtex", "csl")
Draw = Callable[[], dict[str, Any]]


class Working(Exception):
    """What a page needs is still being worked out by this job."""

    def __init__(self, job: str) -> None:
        self.job = job
        super().__init__(job)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a page: what draws it, its caption (words or their key), the table with its figures, or their whys."""

    draw: Draw
    caption: str | Words
    table: str | None = None
    rests: tuple[str, ...] = ()


class View:
    """A request, and how to answer it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.keeper: Keeper = request.app.state.keeper
        self.bench: Bench = self.keeper.bench
        self.query = dict(request.query_params)
        self.lang: Lang = "th" if self._chosen("lang", request.app.state.lang, ("th", "en")) == "th" else "en"
        usual = "be" if self.lang == "th" else "ce"
        self.era: Era = "be" if self._chosen("era", usual, ("be", "ce")) == "be" else "ce"
        self.coder: str = unquote(request.cookies.get("trachu_name", "")) or request.app.state.coder
        self.blind = request.cookies.get("trachu_blind") == "yes"  # what other people coded is hidden
        module = getattr(request.scope.get("endpoint"), "__module__", "")
        self.name = module.rpartition(".pages.")[2] or speech.COMMON  # of the page: whose words are said

    def _chosen(self, name: str, usual: str, known: tuple[str, ...]) -> str:
        for given in (self.query.get(name), self.request.cookies.get(f"trachu_{name}")):
            if given in known:
                return str(given)
        return usual

    @property
    def partial(self) -> bool:
        """Tell whether a script asks for a part of a page."""
        return "hx-request" in self.request.headers

    def t(self, key: str | Words, /, **filled: object) -> str:
        """Say a word of the page, or words that come from elsewhere; what begins with = stands as it is."""
        if isinstance(key, Words):
            return key.say(self.lang)
        if key.startswith("="):
            return key[1:]
        return speech.say(self.name, key, self.lang, **filled)

    def date(self, edtf: str | None) -> str:
        """Write a date in the reader's calendar."""
        return speech.date(edtf, self.lang, self.era)

    def year(self, value: int | None) -> str:
        """Write a year in the reader's calendar."""
        return speech.year(value, self.lang, self.era)

    def actor(self, actor: str | None) -> str:
        """Return the name of an actor; `+` joins several."""
        if not actor:
            return "–"
        if actor == "author":
            return self.t("author")
        return " · ".join(self.bench.actor(one).say(self.lang) for one in actor.split("+"))

    def here(self, **changes: object) -> str:
        """Return the address of this page with some of its query changed; None takes a part away."""
        kept = {**{k: v for k, v in self.query.items() if k not in ("part", "as", "style")}, **changes}
        asked = urlencode({k: str(v) for k, v in kept.items() if v is not None and v != ""})
        path = quote(self.request.url.path)
        return f"{path}?{asked}" if asked else path

    def need(self, what: str, **given: Any) -> None:
        """Go on only if what the page shows is in the cache; else the reader sees how far the work is."""
        job = self.keeper.ready(what, given)
        if job is not None:
            raise Working(job)
        self.bench = self.keeper.bench

    def say(self, words: Words) -> str:
        """Say words in the reader's language."""
        return words.say(self.lang)

    def page(
        self, template: str, *, tables: Mapping[str, Shown] | None = None, charts: Mapping[str, Chart] | None = None,
        status: int = 200, **context: Any,
    ) -> Response:  # fmt: skip
        """Answer with a page, or with one of its tables or charts if the address asks for it."""
        found, drawn, part = tables or {}, charts or {}, self.query.get("part", "")
        if part in drawn and self.query.get("as") in PICTURES:
            return self._chart(part, drawn[part])
        if part in drawn and drawn[part].rests and self.query.get("as") == "cite":
            return self._cite(drawn[part].caption, list(drawn[part].rests))
        if part in found:
            return self._table(part, found[part])
        if part:
            raise UnknownName("part", part, [*found, *drawn])
        html = self.render(f"{template}.html", tables=found, charts=drawn, **context)
        return self.dressed(HTMLResponse(html, status))

    def part(self, template: str, status: int = 200, **context: Any) -> Response:
        """Answer with a part of a page."""
        return self.dressed(HTMLResponse(self.render(template, **context), status))

    def render(self, template: str, **context: Any) -> Markup:
        """Fill in a template."""
        own = {
            "view": self, "t": self.t, "date": self.date, "year": self.year, "actor": self.actor, "say": self.say,
            "lang": self.lang, "era": self.era, "here": self.here, "csrf": self.csrf, "menu": self.menu,
            "table": lambda name: self._table_html(name, context["tables"][name]),
            "chart": lambda name: self._chart_html(name, context["charts"][name]),
            "worded": self.worded, "static": self.static, "place": self.request.url.path,
        }  # fmt: skip
        return Markup(self.request.app.state.templates.get_template(template).render(**own, **context))

    def worded(self, text: object, within: Lang | None = None) -> Markup:
        """Write words that may be in another language than what is around them, and say so to screen readers."""
        found = spoken.tongue(str(text), within or self.lang)
        return Markup('<span lang="{}">{}</span>').format(found, text) if found else escape(text)

    def static(self, name: str) -> str:
        """Return the address of a file that does not change while its content does not."""
        return f"/static/{name}?v={self.request.app.state.stamp}"

    def csrf(self) -> Markup:
        """Return the field that every form needs."""
        return Markup('<input type="hidden" name="csrf" value="{}">').format(self.request.state.csrf)

    @property
    def menu(self) -> list[tuple[str, str, bool]]:
        """The pages of the menu: name, address, and whether it is this one."""
        here = self.request.url.path
        pages = self.request.app.state.menu
        return [(name, path, here == path or (path != "/" and here.startswith(f"{path}/"))) for name, path in pages]

    def go(self, path: str, status: int = 303) -> Response:
        """Send the reader on to a page of this server."""
        if self.partial:
            return self.dressed(Response(status_code=204, headers={"HX-Redirect": path}))
        return self.dressed(RedirectResponse(path, status))

    def dressed(self, response: Response) -> Response:
        """Keep what the reader chose in the address for the pages to come."""
        for name in ("lang", "era"):
            if name in self.query:
                chosen = self.lang if name == "lang" else self.era
                self.remember(response, name, chosen)
        return response

    def remember(self, response: Response, name: str, value: str) -> None:
        """Keep a choice of the reader."""
        response.set_cookie(
            f"trachu_{name}", quote(value), max_age=YEAR_OF_COOKIES, httponly=True, samesite="strict", path="/"
        )

    def file(self, content: bytes, name: str, kind: str) -> Response:
        """Answer with a file to save."""
        plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
        told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
        return Response(content, media_type=kind, headers={"content-disposition": told})

    def _asked(self, known: tuple[str, ...]) -> str:
        form = self.query.get("as", known[0])
        if form not in known:
            raise UnknownName("form", form, known)
        return form

    def _table(self, part: str, given: Shown) -> Response:
        form = self._asked(SAVED)
        if form == "cite":
            return self._cite(given.caption, given.whys())
        name = f"trachu-{self.name}-{part}.{form}"
        if form == "csv":
            return self.file(shown.csv(given.frame), name, "text/csv; charset=utf-8")
        return self.file(shown.parquet(given.frame), name, "application/vnd.apache.parquet")

    def _cite(self, caption: str | Words, whys: list[str]) -> Response:
        references = self.bench.cite(*whys) if whys else []
        style = self.query.get("style", "apa")
        if style not in STYLES:
            raise UnknownName("style", style, STYLES)
        if style == "csl":
            text = json.dumps(citing.as_csl(references), ensure_ascii=False, indent=2)
        else:
            text = citing.as_text(references, style, self.lang)
        html = self.render("cite.html", caption=self.t(caption), whys=whys, text=text, style=style, styles=STYLES)
        return self.dressed(HTMLResponse(html))

    def _chart(self, part: str, chart: Chart) -> Response:
        form = self._asked(PICTURES)
        spec, cache = drawings.in_era(chart.draw(), self.lang, self.era), self.bench.cache
        name = f"trachu-{self.name}-{part}.{form}"
        if form == "vega":
            return self.file(json.dumps(spec, ensure_ascii=False).encode(), f"{name}.json", "application/json")
        if form == "png":
            return self.file(pictures.png(cache, spec), name, "image/png")
        picture = pictures.drawn(cache, spec)
        if form == "svg":
            return self.file(picture.encode(), name, "image/svg+xml")
        said = spoken.summary(spec, self.lang, self.era)
        html = self.render(
            "_figure.html", picture=Markup(spoken.silent(picture)), title=self.t(chart.caption), said=said
        )
        return self.dressed(HTMLResponse(html))

    def _table_html(self, name: str, given: Shown) -> Markup:
        asked = self.query.get(f"rows-{name}", "")
        most = int(asked) if asked.isdigit() else given.rows
        rows = [
            [cells.cell(self, column, row) for column in given.columns] for row in given.frame.head(most).to_dicts()
        ]
        whys = given.frame.head(most)[given.why].to_list() if given.why else []
        return self.render("_table.html", name=name, shown=given, rows=rows, whys=whys, most=most)

    def _chart_html(self, name: str, chart: Chart) -> Markup:
        return self.render("_chart.html", name=name, drawn=chart)


def viewing(request: Request) -> View:
    """Return the view of a request."""
    found = getattr(request.state, "view", None)
    if found is None:
        found = request.state.view = View(request)
    return cast("View", found)


Viewing = Annotated[View, Depends(viewing)]


def message_of(error: TrachuError, view: View) -> tuple[str, str]:
    """Return both lines of an error in the reader's language."""
    return error.words.say(view.lang), error.cure.say(view.lang)
