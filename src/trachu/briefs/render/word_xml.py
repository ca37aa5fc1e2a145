"""The parts of WordprocessingML that python-docx has no words for: fields, footnotes, bookmarks, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NUMBERED, BULLETED = 90, 91


def element(tag: str, **attributes: str) -> Any:
    """Make an element of the main namespace, such as `element("w:sz", val="32")`.

    >>> element("w:sz", val="32").get(qn("w:val"))
    '32'
    """
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "", size: float = 0) -> Any:
    """Make a run of text; bold, italic and size hold for Thai (complex script) as for Latin letters.

    >>> [child.tag.rpartition("}")[2] for child in run("ก", bold=True)[0]]
    ['b', 'bCs']
    """
    made, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    if bold:
        properties.extend([element("w:b"), element("w:bCs")])
    if italic:
        properties.extend([element("w:i"), element("w:iCs")])
    if size:
        half = str(round(2 * size))
        properties.extend([element("w:sz", val=half), element("w:szCs", val=half)])
    if len(properties):
        made.append(properties)
    for n, line in enumerate(text.split("\n")):
        if n:
            made.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def tab() -> Any:
    """Make a run that holds a tab."""
    made = OxmlElement("w:r")
    made.append(OxmlElement("w:tab"))
    return made


def field(instruction: str, shown: Sequence[Any], *, bold: bool = False) -> list[Any]:
    """Make a field, with what it shows until it is worked out anew."""
    made = [*field_start(instruction), *shown, field_mark("end")]
    for one in made if bold else []:
        if one.find(qn("w:rPr")) is None:
            one.insert(0, run("", bold=True)[0])
    return made


def field_start(instruction: str) -> list[Any]:
    """Make the opening of a field."""
    code = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.text = f" {instruction} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.append(text)
    return [field_mark("begin"), code, field_mark("separate")]


def field_mark(kind: str) -> Any:
    """Make a run that begins, parts or ends a field."""
    made = OxmlElement("w:r")
    made.append(element("w:fldChar", fldCharType=kind))
    return made


def bookmarked(name: str, number: int, inside: Sequence[Any]) -> list[Any]:
    """Put a bookmark around elements."""
    return [element("w:bookmarkStart", id=str(number), name=name), *inside, element("w:bookmarkEnd", id=str(number))]


def footnote_reference(number: int) -> Any:
    """Make the mark of a footnote in the text."""
    made = run("", style="FootnoteReference")
    made.remove(made[-1])
    made.append(element("w:footnoteReference", id=str(number)))
    return made


def add_footnotes(document: Any, notes: Sequence[Sequence[str]]) -> None:
    """Add the part that holds the footnotes: the two separators that Word asks for, then each note's lines."""
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = element("w:footnote", type=kind, id=str(number))
        paragraph, mark = OxmlElement("w:p"), OxmlElement("w:r")
        mark.append(OxmlElement(f"w:{kind}"))
        paragraph.append(mark)
        note.append(paragraph)
        root.append(note)
    for number, lines in enumerate(notes, start=1):
        root.append(_footnote(number, lines))
    blob = _serialised(root)
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, blob, document.part.package)
    document.part.relate_to(part, FOOTNOTES)


def _footnote(number: int, lines: Sequence[str]) -> Any:
    note, paragraph = element("w:footnote", id=str(number)), OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val="FootnoteText"))
    mark = run("", style="FootnoteReference")
    mark.remove(mark[-1])
    mark.append(OxmlElement("w:footnoteRef"))
    paragraph.extend([properties, mark, run(" " + "\n".join(lines))])
    note.append(paragraph)
    return note


def _serialised(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def add_lists(document: Any, thai_digits: bool) -> None:
    """Add a numbered and a bulleted list, which paragraphs join by `listed`."""
    numbering = document.part.numbering_part.element
    forms = {NUMBERED: ("thaiNumbers" if thai_digits else "decimal", "%1."), BULLETED: ("bullet", "•")}
    for number, (form, text) in forms.items():
        numbering.insert(
            0,
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
                '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>'
            ),
        )
        made = element("w:num", numId=str(number))
        made.append(element("w:abstractNumId", val=str(number)))
        numbering.append(made)


def listed(paragraph: Any, kind: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr()
    made = OxmlElement("w:numPr")
    made.extend([element("w:ilvl", val="0"), element("w:numId", val=str(kind))])
    properties._insert_numPr(made)
