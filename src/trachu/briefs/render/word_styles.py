"""The styles of a DOCX: fonts, sizes and justification that hold for Thai, which Word takes from its own attributes.

Word sets Thai in the complex-script font (`w:cs`), size (`w:szCs`) and weight (`w:bCs`), and justifies it by
`thaiDistribute`; what only the Latin attributes say does not touch Thai.
"""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from trachu.briefs.render.setting import Setting
from trachu.briefs.render.word_xml import element

FONT = "TH Sarabun New"
SMALL_FACES = ("TH ", "Angsana", "Cordia", "Browallia")  # Thai faces drawn small: 16 pt is their body size
ALIKE = "TH SarabunPSK,TH Sarabun,Sarabun,Laksaman"
INK, HOUSE, SOFT = "1C2430", "0B4F6C", "56606E"
BODY = 16.0


class Styles:
    """Sizes and faces of one document, written into its styles."""

    def __init__(self, document: Any, setting: Setting) -> None:
        self.document, self.setting = document, setting
        self.font = setting.font or FONT
        self.scale = 1.0 if self.font.startswith(SMALL_FACES) else 0.69  # 11 pt ≙ 16 pt of TH Sarabun New

    def write(self) -> None:
        """Write all styles and the defaults of the document."""
        self._defaults()
        body = "thaiDistribute" if self.setting.lang == "th" else "left"
        house = HOUSE if self.setting.layout == "policy" else INK
        indent = self.setting.page.indent
        self._style("Normal", BODY, after=0)
        self._style("Body Text", BODY, align=body, after=6, first=indent)
        self._style("Title", 24, bold=True, colour=INK, after=8)
        chapter = self.setting.layout == "thesis"
        self._style("Heading 1", 20 if chapter else 18, bold=True, colour=house, before=14, after=4, keep=True)
        self._style("Heading 2", 18 if chapter else 16, bold=True, colour=house, before=10, after=2, keep=True)
        self._style("Heading 3", BODY, bold=True, colour=house, before=8, after=2, keep=True)
        self._style("Quote", BODY, align="left", before=4, after=4, left=1.0)
        self._style("Caption", 14, colour=INK, align="center", before=4, after=6)
        self._style("Memo Head", 29, bold=True, align="center", before=28, after=10, new=True)
        self._style("Contents Head", 18, bold=True, align="center", before=14, after=4, keep=True, new=True)
        self._style("List", BODY, align=body, after=3)
        self._style("Soft", 14, colour=SOFT, after=4, new=True)
        self._style("Table Text", 14, new=True)
        self._style("Bibliography", BODY, align="left", after=4, left=1.27, first=-1.27, new=True)
        for level in (1, 2, 3):
            self._style(f"toc {level}", BODY, left=0.6 * (level - 1), new=True)
        self._style("table of figures", BODY, new=True)
        self._style("Header", 14)
        self._style("Footer", 14)
        self._style("footnote text", 12, align="left", new=True, named="FootnoteText")
        self._mark()
        self._family()

    def _defaults(self) -> None:
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
        for child in list(properties):
            properties.remove(child)
        half = str(round(2 * BODY * self.scale))
        properties.extend([self._faces(), element("w:sz", val=half), element("w:szCs", val=half)])
        main = "en-GB" if self.setting.lang == "en" else "en-US"
        properties.append(element("w:lang", val=main, eastAsia="en-US", bidi="th-TH"))

    def _faces(self) -> Any:
        return element("w:rFonts", ascii=self.font, hAnsi=self.font, eastAsia=self.font, cs=self.font)

    def _style(
        self, name: str, size: float, *, bold: bool = False, colour: str = "", align: str = "", before: float = 0,
        after: float = 0, left: float = 0, first: float = 0, keep: bool = False, new: bool = False, named: str = "",
    ) -> None:  # fmt: skip
        styles = self.document.styles
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else styles[name]
        root = made.element
        if named:
            root.set(qn("w:styleId"), named)
        for tag in ("w:pPr", "w:rPr"):
            for old in root.findall(qn(tag)):
                root.remove(old)
        root.append(_paragraph_properties(align, before, after, left, first, keep, name))
        faces = OxmlElement("w:rPr")
        faces.append(self._faces())
        if bold:
            faces.extend([element("w:b"), element("w:bCs")])
        if colour:
            faces.append(element("w:color", val=colour))
        half = str(round(2 * size * self.scale))
        faces.extend([element("w:sz", val=half), element("w:szCs", val=half)])
        root.append(faces)
        if new and name != "Table Text":
            made.base_style = styles["Normal"]
        made.hidden, made.quick_style = False, True

    def _mark(self) -> None:
        made = self.document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        made.element.set(qn("w:styleId"), "FootnoteReference")
        properties = made.element.get_or_add_rPr()
        properties.append(element("w:vertAlign", val="superscript"))

    def _family(self) -> None:
        """Say which fonts may stand in where the one that is named is not installed."""
        relations = self.document.part.rels.values()
        part = next(relation.target_part for relation in relations if relation.reltype.endswith("/fontTable"))
        other = f'<w:altName w:val="{ALIKE}"/>' if self.font == FONT else ""
        font = f'<w:font w:name="{self.font}">{other}<w:charset w:val="DE"/><w:family w:val="swiss"/></w:font>'
        part._blob = f"<w:fonts {nsdecls('w')}>{font}</w:fonts>".encode()


def _paragraph_properties(
    align: str, before: float, after: float, left: float, first: float, keep: bool, name: str
) -> Any:
    made = OxmlElement("w:pPr")
    if keep:
        made.append(element("w:keepNext"))
        made.append(element("w:keepLines"))
    spacing = {"before": _twips(before / 28.35), "after": _twips(after / 28.35), "line": "240", "lineRule": "auto"}
    made.append(element("w:spacing", **spacing))
    if left or first:
        side = {"firstLine": _twips(first)} if first >= 0 else {"hanging": _twips(-first)}
        made.append(element("w:ind", left=_twips(left), **side))
    if align:
        made.append(element("w:jc", val=align))
    if name.startswith("Heading"):
        made.append(element("w:outlineLvl", val=str(int(name[-1]) - 1)))
    return made


def _twips(cm: float) -> str:
    return str(round(cm * 567))


def add_settings(document: Any, contents: bool, thai_digits: bool) -> None:
    """Set what holds for the whole file: Thai as its complex script, today's layout rules, fields to be brought up."""
    root = document.settings.element
    compat = root.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        root.append(compat)
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(element("w:compatSetting", name="compatibilityMode", uri=uri, val="15"))
    notes = parse_xml(
        f'<w:footnotePr {nsdecls("w")}>{NOTES_THAI if thai_digits else ""}<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        "</w:footnotePr>"
    )
    compat.addprevious(notes)
    if contents:
        notes.addprevious(element("w:updateFields", val="true"))
    language = root.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:bidi"), "th-TH")


NOTES_THAI = '<w:numFmt w:val="thaiNumbers"/>'
