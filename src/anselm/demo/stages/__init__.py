"""The stages of the demo study, each a function of the hands that carry it out."""

from anselm.demo.stages.analysis import interpret
from anselm.demo.stages.coding import codebook, double, settle, single
from anselm.demo.stages.field import fieldwork, people, sources
<<<<<<< HEAD
from anselm.demo.stages.sound import sound
from anselm.demo.stages.writing import report

__all__ = ["codebook", "double", "fieldwork", "interpret", "people", "report", "settle", "single", "sound", "sources"]
=======
from anselm.demo.stages.mending import mending
from anselm.demo.stages.writing import report

__all__ = ["codebook", "double", "fieldwork", "interpret", "mending", "people", "report", "settle", "single", "sources"]
>>>>>>> e743e4b (The demo holds its guide, tries and leaves; a misheard drug is corrected and codings follow; withdrawals are scripts to run)
