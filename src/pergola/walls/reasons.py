"""Why a query may go past the doors. Searching for `unrestricted(` is the audit; this is its closed list."""

from enum import StrEnum


class Reason(StrEnum):
    COUNTING = "counts that leave only as suppressed or public aggregates"
    CHAIN_OF_ACT = "the act has passed its own rule and now touches what belongs to the same act"
    PUBLISHING = "consent is given: the words are copied into the public edition"
    HOUSEKEEPING = "a job keeps the house: thirty days are over, a stalled job is swept"
    HUB = "the hub's page: steps and days of its network's teams, and no words of theirs but what they let it read"
    DEMO = "the demo is being made, before anybody is in it"
    SIGN_IN = "who somebody is must be known before what they may see"
    OUTBOX = "the worker sends what an act has written; the words come through the doors of whoever gets them"
    COACHING = "a member’s commitments, read by the member and the coach they chose: kinds and days, and no title but through a door"
    LEFT_OUT = "a report says how much of the chain its reader may not see: one number of things, and nothing of them"
