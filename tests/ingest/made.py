"""Made-up files of each kind."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages, sizes=None):
    """Write a PDF whose pages hold these lines (Latin letters), a text object each.

    A line is a text at the left edge, or pieces with their place from the left: ((50, "a"), …).
    ``sizes`` gives texts another size than 11; what follows ``^`` is raised.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        shown, y = "", 780
        for line in lines:
            for x, text in [(50, line)] if isinstance(line, str) else line:
                size = (sizes or {}).get(text, 11)
                plain = text.replace("(", r"\(").replace(")", r"\)")
                plain, *raised = plain.split("^")
                mark = f"4 Ts /F1 6 Tf ({raised[0]}) Tj 0 Ts" if raised else ""
                shown += f"BT /F1 {size} Tf {x} {y} Td ({plain}) Tj {mark} ET\n"
            y -= 16
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{body.index('xref')}\n%%EOF"
    return body.encode("latin-1")


def para(text, style="", properties="", run=""):
    """Write a paragraph of WordprocessingML; ``text`` may be markup that begins with ``<``."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = (
        text
        if text.startswith("<")
        else f"<w:r>{run}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"
    )
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


STYLES = "".join(
    f'<w:style w:styleId="{name.replace(" ", "")}"><w:name w:val="{name.lower()}"/></w:style>'
    for name in ("Title", "Heading 1", "Caption", "TOC 1")
)


def word(*body, numbering="", strict=False, **parts):
    """Write a DOCX of paragraphs, with lists and further parts (``footnotes``, ``header1`` …)."""
    files = {
        "document": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "styles": f"<w:styles {W}>{STYLES}{parts.pop('styles', '')}</w:styles>",
        "numbering": f"<w:numbering {W}>{numbering}</w:numbering>",
    }
    root = {"header1": "hdr", "footer1": "ftr"}
    files |= {
        name: f"<w:{root.get(name, name)} {W}>{inner}</w:{root.get(name, name)}>"
        for name, inner in parts.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            text = (
                content.replace(
                    "schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "purl.oclc.org/ooxml/wordprocessingml/main",
                )
                if strict
                else content
            )
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def archive(**members):
    """Write a ZIP archive; ``__`` in a name is a stroke and ``_dot_`` a full stop."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for name, data in members.items():
            opened.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()
