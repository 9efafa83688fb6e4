"""The stages of the demo study, each a function of the hands that carry it out."""

from anselm.demo.stages.analysis import interpret
from anselm.demo.stages.coding import codebook, double, settle, single
from anselm.demo.stages.field import fieldwork, people, sources
from anselm.demo.stages.mending import mending
from anselm.demo.stages.sound import sound
from anselm.demo.stages.writing import report

__all__ = [
    "codebook",
    "double",
    "fieldwork",
    "interpret",
    "mending",
    "people",
    "report",
    "settle",
    "single",
    "sound",
    "sources",
]
