"""What can be done with anything people make: keep its draft, add a file to it, remove it, bring it back."""

from pergola.commons.actions.drafting import discard_draft, save_draft
from pergola.commons.actions.filing import add_file, add_video, bring_back_file, describe_file, remove_file
from pergola.commons.actions.removing import bring_back_artifact, remove_artifact

__all__ = [
    "add_file",
    "add_video",
    "bring_back_artifact",
    "bring_back_file",
    "describe_file",
    "discard_draft",
    "remove_artifact",
    "remove_file",
    "save_draft",
]
