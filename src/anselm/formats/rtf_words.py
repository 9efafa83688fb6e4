"""The words of Rich Text that its reader knows: signs, what is left out, what is gone into, and code pages."""

from __future__ import annotations

__all__ = ["BOXES", "CHARSETS", "ENTERED", "PAGES", "SIGNS", "SILENT", "SKIPPED", "SYMBOLS"]

def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
SYMBOLS = {
    b"~": "\u00a0",
    b"-": "\u00ad",
    b"_": "\u2011",
    b"\t": "\t",
}
# What is left out with the rest of its group, and the kind of loss it makes ("" = nothing a reader would miss).
SKIPPED = {
    "footnote": "footnote",
    "annotation": "comment",
    "pict": "picture",
    "listtext": "list-number",
    "pntext": "list-number",
    "moMath": "equation-left-out",
    "mmathPict": "",
    "nonshppict": "",
    "nonesttables": "",
    "shprslt": "",
    "sp": "",
    "colortbl": "",
    "stylesheet": "",
    "info": "",
    "filetbl": "",
    "xe": "",
    "tc": "",
    "tcn": "",
    "rxe": "",
    "txe": "",
    "ftnsep": "",
    "ftnsepc": "",
    "ftncn": "",
    "aftnsep": "",
    "aftnsepc": "",
    "aftncn": "",
    "fldinst": "",
    "private1": "",
}
PAGES = {
    "header": "page-header",
    "headerl": "page-header",
    "headerr": "page-header",
    "headerf": "page-header",
    "footer": "page-footer",
    "footerl": "page-footer",
    "footerr": "page-footer",
    "footerf": "page-footer",
}
BOXES = frozenset(("shptxt", "dptxbxtext"))
# Marked as "leave out what you do not know", and known here.
ENTERED = frozenset(("ud", "shpinst", "do", "shppict", "nesttableprops", "fonttbl", "shptxt", "dptxbxtext"))
# Marked so, and without words that a reader would miss.
SILENT = _words(
    "NeXTGraphic aftncn aftnsep aftnsepc atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart "
    "background bkmkend bkmkstart blip blipltag blipuid category cocoartf colorschememapping company cs datafield "
    "datastore defchp defpap docvar docvars ebcend ebcstart expandedcolortbl factoidname falt fchars ffname fftype "
    "flomath fname fontemb fontfile formfield ftncn ftnsep ftnsepc generator gridtbl hl hlinkbase hlinksrc hlloc "
    "hlsrc hsv keycode latentstyles lchars levelmarker linkval listoverridetable listpicture listtable mailmerge "
    "manager mmathPr nextfile objalias objclass objdata objname objsect objtime oldcprops oldpprops oldsprops "
    "oldtprops panose password passwordhash passwords pgdsctbl pgptbl picprop pn pnseclvl propname protend protstart "
    "protusertbl revtbl rsidtbl rtlch sn staticval sv svb template themedata ts tsrowd userprops wgrffmtfilter "
    "writereservation writereservhash wrqfile xform xmlattr xmlclose xmlnstbl xmlopen "
)
# By the number of a font's character set; below zero, by the number of a code page.
CHARSETS: dict[int, str] = {
    0: "",
    1: "",
    2: "symbol",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
    -936: "gbk",
    -1361: "",
    -10000: "mac-roman",
    -10006: "mac-greek",
    -10007: "mac-cyrillic",
    -10029: "mac-latin2",
    -10081: "mac-turkish",
    -20866: "koi8-r",
    -21866: "koi8-u",
    -20127: "ascii",
    -54936: "gb18030",
    -65001: "utf-8",
    **{-number: f"cp{number}" for number in (437, 850, 852, 866, 874, 932, 949, 950, *range(1250, 1259))},
    **{-28590 - number: f"iso8859-{number}" for number in (*range(1, 11), 13, 14, 15, 16)},
}
