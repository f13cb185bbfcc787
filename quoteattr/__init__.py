"""Who said what, in Russian: quote attribution with exact offsets, confidence and evidence.

>>> import quoteattr
>>> quote = quoteattr.attribute("«Рейс отменён», — сообщил пилот.").quotes[0]
>>> quote.text, quote.cue.lemma, quote.speaker.name
('Рейс отменён', 'сообщить', 'пилот')
"""

from quoteattr.config import Attributor, attribute
from quoteattr.model import Cue, Document, Mention, Quote, Span, Speaker, Step

__all__ = ["Attributor", "Cue", "Document", "Mention", "Quote", "Span", "Speaker", "Step", "attribute"]
__version__ = "0.1.0"
