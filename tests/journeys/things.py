"""What of the sample the browser looks at: one of each kind, and who may look at it. Asked of the database by its owner."""

from collections import UserDict

import psycopg

COMMUNITY, TEAM, HEARS = "Talk that does the thinking", "Alder Valley", "Say it before you write it"
_CYCLE = (
    "SELECT artifact_ptr_id FROM inquiry_cycle JOIN commons_artifact a ON a.id = artifact_ptr_id LEFT JOIN spaces_team t "
    "ON t.id = a.team_id WHERE coalesce(t.name, '') = '{team}' AND step = '{step}' ORDER BY a.made DESC LIMIT 1"
)
_UP = "SELECT target_id FROM commons_link WHERE source_id = %({of})s AND kind = '{kind}' LIMIT 1"
_POST = (
    "SELECT p.id FROM talk_post p JOIN people_person b ON b.id = p.by_id JOIN commons_artifact a ON a.id = p.artifact_id "
    "WHERE b.name = 'Colleen Brady' AND a.removed IS NULL AND p.removed IS NULL ORDER BY p.id LIMIT 1"
)
ASKED = {
    "network": "SELECT id FROM spaces_network WHERE name = 'Crossfields Network'",
    "wall": "SELECT wall_id FROM spaces_network WHERE name = 'Crossfields Network'",
    "release": "SELECT id FROM insight_numbersrelease WHERE network_ref = %(network)s LIMIT 1",
    "community": f"SELECT id FROM spaces_community WHERE name = '{COMMUNITY}'",
    "by invitation": "SELECT id FROM spaces_community WHERE name = 'Leading without leaving the classroom'",
    "closed": "SELECT id FROM spaces_community WHERE closed IS NOT NULL ORDER BY name LIMIT 1",
    "on request": "SELECT id FROM spaces_community WHERE name = 'Blended learning, a step on'",
    "fellowship": "SELECT id FROM spaces_community WHERE name = 'Ten months of looking closely'",
    "hand-over": "SELECT id FROM gather_handover WHERE answered IS NULL LIMIT 1",
    "gathering": "SELECT artifact_ptr_id FROM meetings_gathering JOIN commons_artifact a ON a.id = artifact_ptr_id "
    "WHERE a.community_id = %(community)s AND NOT of_two AND ends > now() ORDER BY begins LIMIT 1",
    "past gathering": "SELECT artifact_ptr_id FROM meetings_gathering JOIN commons_artifact a ON a.id = artifact_ptr_id "
    "WHERE a.community_id = %(community)s AND NOT of_two AND ends < now() ORDER BY begins DESC LIMIT 1",
    "membership": "SELECT id FROM spaces_membership WHERE community_id = %(community)s ORDER BY id DESC LIMIT 1",
    "team": f"SELECT id FROM spaces_team WHERE name = '{TEAM}'",
    "evaluator": "SELECT person_id FROM spaces_hubrole WHERE network_id = %(network)s AND role = 'evaluator' LIMIT 1",
    "member system": "SELECT id FROM spaces_membersystem WHERE network_id = %(network)s AND system_id = (SELECT system_id FROM spaces_team WHERE id = %(team)s)",
    "team member": "SELECT id FROM spaces_teammember WHERE team_id = %(team)s ORDER BY id DESC LIMIT 1",
    "team in need": "SELECT id FROM spaces_team WHERE asked_for_help IS NOT NULL LIMIT 1",
    "promise": "SELECT id FROM gather_promise WHERE ended IS NULL LIMIT 1",
    "resting team": "SELECT id FROM spaces_team WHERE resting_until IS NOT NULL LIMIT 1",
    "plan": _CYCLE.format(team="", step="plan"),
    "do": _CYCLE.format(team="", step="do"),
    "study": _CYCLE.format(team="Marlow Bay", step="study"),
    "act": _CYCLE.format(team=TEAM, step="act"),
    "done": _CYCLE.format(team=TEAM, step="done"),
    "idea": _UP.format(of="act", kind="tests"),
    "aim": _UP.format(of="idea", kind="addresses"),
    "problem": _UP.format(of="aim", kind="addresses"),
    "driver": "SELECT min(id) FROM inquiry_part WHERE artifact_id = %(aim)s AND \"of\" = 'drivers' AND idea_id IS NULL",
    "clause": "SELECT min(id) FROM inquiry_part WHERE artifact_id = %(aim)s AND \"of\" = 'theory'",
    "cause": "SELECT min(id) FROM inquiry_part WHERE artifact_id = %(problem)s AND \"of\" = 'causes'",
    "measure": "SELECT source_id FROM commons_link JOIN inquiry_observation o ON o.measure_id = source_id "
    "WHERE target_id = %(aim)s AND kind = 'measures' ORDER BY o.id LIMIT 1",
    "means": "SELECT measure_id FROM inquiry_observation WHERE spread IS NOT NULL ORDER BY id LIMIT 1",
    "day": 'SELECT id FROM inquiry_observation WHERE measure_id = %(measure)s ORDER BY "on" LIMIT 1',
    "claim": "SELECT id FROM commons_artifact WHERE kind = 'claim' AND title LIKE 'The share of slips%%'",
    "idea of the network": "SELECT id FROM commons_artifact WHERE kind = 'idea' AND title = 'One question back'",
    "closed critique": "SELECT id FROM inquiry_critique WHERE closed IS NOT NULL LIMIT 1",
    "open critique": "SELECT id FROM inquiry_critique WHERE closed IS NULL LIMIT 1",
    "remark": "SELECT id FROM inquiry_remark WHERE critique_id = %(open critique)s ORDER BY said DESC LIMIT 1",
    "talk": "SELECT id FROM commons_artifact WHERE kind = 'conversation' AND title LIKE 'Period 1 does not%%'",
    "told talk": "SELECT id FROM commons_artifact WHERE kind = 'conversation' AND title LIKE 'Notes from our last%%'",
    "post": _POST,
    "edition": f"SELECT id FROM commons_artifact WHERE kind = 'edition' AND title = '{HEARS}'",
    "package": "SELECT id FROM commons_artifact WHERE kind = 'edition' AND title LIKE 'Four minutes of partner talk%%'",
    "package draft": "SELECT id FROM commons_artifact WHERE kind = 'lesson' AND title LIKE 'Four minutes of partner talk%%'",
    "essay": "SELECT id FROM commons_artifact WHERE kind = 'edition' AND title LIKE 'Fifteen months%%'",
    "lesson": f"SELECT id FROM commons_artifact WHERE kind = 'lesson' AND title = '{HEARS}'",
    "draft": "SELECT id FROM commons_artifact WHERE kind = 'lesson' AND title LIKE 'We added talk%%'",
    "consent": "SELECT c.id FROM publishing_consent c JOIN spaces_team t ON t.id = c.team_id WHERE t.name = 'Brierfield'",
    "invitation": "SELECT wall_id || '-journeys' FROM gather_invitation WHERE email = 'pat.forte@sample.invalid' LIMIT 1",
    "invited here": "SELECT id FROM gather_invitation WHERE email = 'fay.lindqvist@sample.invalid' AND answered IS NULL",
    "asked community": "SELECT id FROM spaces_community WHERE name = 'Small groups that run themselves'",
    "tension": "SELECT id FROM routines_tension WHERE one_pole = 'cover the content'",
    "pulse": "SELECT id FROM instruments_asking WHERE community_id = %(asked community)s AND closed IS NULL",
    "poll": "SELECT id FROM instruments_asking WHERE kind = 'poll' AND closed IS NULL",
    "alder": "SELECT wall_id FROM instruments_asking WHERE id = %(poll)s",
    "round": "SELECT id FROM instruments_asking WHERE kind = 'self' AND closed IS NULL",
    "half": "SELECT id FROM spaces_team WHERE name = 'Brierfield'",
    "answering team": "SELECT id FROM spaces_team WHERE name = 'Quarry Ridge'",
    "answering": "SELECT wall_id || '-journeys' FROM instruments_ticket WHERE asking_id = %(pulse)s AND secret = encode(sha256('journeys'), 'hex')",
    "number": "SELECT wall_id || '-journeys' FROM inquiry_askednumber WHERE secret = encode(sha256('journeys'), 'hex')",
    "school": "SELECT id FROM systems_school ORDER BY sample DESC, id LIMIT 1",
    "passkey": "SELECT a.id FROM mfa_authenticator a JOIN people_identity i ON i.id = a.user_id "
    "WHERE i.email = 'quinn.grave@sample.invalid' AND type = 'webauthn' ORDER BY a.id LIMIT 1",
    "roster": "SELECT id FROM systems_rosterimport WHERE state = 'ready' LIMIT 1",
    "mail of a roster": "SELECT 'r' || wall_id || '-journeys' FROM systems_rosterinvitation LIMIT 1",
    "call": "SELECT id FROM gather_call WHERE closed IS NULL LIMIT 1",
    "called wall": "SELECT wall_id FROM gather_call WHERE id = %(call)s",
    "wanted": "SELECT id FROM commons_artifact WHERE kind = 'focusarea' AND title LIKE 'Students who give%%'",
    "merged": "SELECT artifact_ptr_id FROM gather_focusarea WHERE state = 'merged' LIMIT 1",
    "pathway": "SELECT id FROM gather_pathway WHERE name = 'Blended learning'",
    "level": "SELECT id FROM gather_pathwaylevel WHERE pathway_id = %(pathway)s ORDER BY place LIMIT 1",
    "counted": "SELECT measure_id FROM inquiry_countedby JOIN commons_artifact a ON a.id = measure_id "
    "WHERE a.team_id = %(team)s LIMIT 1",
    "definition": "SELECT definition_id FROM inquiry_definitionversion WHERE title LIKE 'Slips that%%' LIMIT 1",
    "coached": "SELECT id FROM gather_pair WHERE kind = 'coach' AND answer = 'yes' AND ended IS NULL LIMIT 1",
    "asked pair": "SELECT id FROM gather_pair WHERE answer = '' LIMIT 1",
    "near": "SELECT person_id FROM gather_workplace w JOIN people_person p ON p.id = w.person_id WHERE p.name = 'Jerome Whitfield'",
    "routine": "SELECT id FROM commons_artifact WHERE kind = 'routine' AND title = 'Claim, pause, reason'",
    "variant": "SELECT id FROM commons_artifact WHERE kind = 'routine' AND title = 'Source, pause, reason'",
    "agreement": "SELECT id FROM routines_agreement WHERE routine_id = %(routine)s",
    "proposal": "SELECT a.id FROM routines_agreement a JOIN commons_artifact t ON t.id = a.routine_id "
    "WHERE t.title = 'Graph, pause, reason'",
    "proposed routine": "SELECT routine_id FROM routines_agreement WHERE id = %(proposal)s",
    "stop": "SELECT text FROM commons_draft WHERE place = 'journeys'",
    "record": "SELECT slug FROM systems_schoolsystem WHERE NOT sample ORDER BY slug LIMIT 1",
}
"""In order: a question may name what was found before it."""


class Things(UserDict[str, str]):
    """By name, as an address has them."""

    def path(self, template: str) -> str:
        """“/inquiry/cycles/{act}/” with the cycle’s own id."""
        return template.format_map(self.data)


def find_things(owner: str) -> Things:
    found = Things()
    with psycopg.connect(owner) as connection:
        for name, question in ASKED.items():
            row = connection.execute(question, found.data).fetchone()
            assert row is not None, f"the sample has no {name}"
            found[name] = str(row[0])
    return found
