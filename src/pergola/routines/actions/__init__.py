"""Everything that is done with routines. Each act says who does it: `by`."""

from pergola.routines.actions.agreeing import (
    consent_to,
    end_agreement,
    object_to,
    propose_routine,
    say_objection_is_met,
    talk_about_agreement,
    word_anew,
)
from pergola.routines.actions.trying import adopt_routine, log_trial, stop_using_routine, take_trial_back
from pergola.routines.actions.writing import change_routine, make_routine_own, share_routine, write_routine

__all__ = [
    "adopt_routine",
    "change_routine",
    "consent_to",
    "end_agreement",
    "log_trial",
    "make_routine_own",
    "object_to",
    "propose_routine",
    "say_objection_is_met",
    "share_routine",
    "stop_using_routine",
    "take_trial_back",
    "talk_about_agreement",
    "word_anew",
    "write_routine",
]
