"""What can be done with anything people make: keep its draft, remove it, bring it back."""

from pergola.commons.actions.drafting import discard_draft, save_draft
from pergola.commons.actions.removing import bring_back_artifact, remove_artifact

__all__ = ["bring_back_artifact", "discard_draft", "remove_artifact", "save_draft"]
