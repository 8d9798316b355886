"""What an explanation cites: for each side what speaks for it, and nothing that is disputed."""

from __future__ import annotations

from showing import render_text

from classifier import Case, Classification, classify
from classifier.explain.words import Depth
from classifier.result.judged import Judged
from classifier.result.proof import FoundStep, JudgedItem, ToldStep
from classifier.rulebook.notation import statement

SOURCES = {
    "seen": {"kind": "observation", "label": "seen"},
    "told": {"kind": "document", "formal": False, "label": "told"},
}
BY_STRENGTH: dict[str, list[str]] = {"1": [], "2": ["seen"], "3": ["seen", "told"]}


def case_of(text: str) -> Case:
    """A case of `statement@strength` parted by spaces."""
    observations = []
    for part in text.split():
        written, strength = part.rsplit("@", 1)
        read = statement(written)
        assert read is not None
        coded: dict[str, object] = {"indicator": read.name, "value": read.values[0]}
        for argument in read.arguments:
            actor, _, toward = argument.partition(">")
            if toward:
                coded |= {"actor": actor, "toward": toward}
            else:
                coded["actor" if argument in ("g", "n") else "about"] = argument
        observations.append({**coded, "sources": BY_STRENGTH[strength]})
    return Case.model_validate(
        {
            "schema": "kemitraan/case/1",
            "id": "small",
            "actors": {
                "g": {"name": "Gov", "kind": "government"},
                "n": {"name": "Ngo", "kind": "ngo"},
            },
            "sources": SOURCES,
            "observations": observations,
        }
    )


def result_of(text: str) -> Classification:
    return classify(case_of(text), engine="interpreter")


def judged(text: str) -> Judged:
    return result_of(text).relations[0]


def said(text: str, typology_label: str, depth: Depth = "summary") -> str:
    """The part of the explanation on one typology, on one line."""
    whole = render_text(result_of(text), "en", depth=depth, width=1000)
    return next(part for part in whole.split("\n\n") if part.startswith(typology_label))


def item_of(text: str, checklist: str, item: str) -> JudgedItem:
    items = judged(text).checklists[checklist].items
    return next(i for i in items if i.id == item)


def test_a_contested_finding_cites_for_each_side_only_its_own_observations() -> None:
    text = said("standing=equal@2 standing(g)=unequal@2", "Organisation patterns")

    assert "Ngo are on an equal footing  [o1 · seen" in text
    assert "the upper and Ngo the lower  [o2 · seen" in text


def test_a_definition_that_lost_is_no_reason_for_the_opposite() -> None:
    text = said(
        "contribution(g,funds)=gives@2 role(n,outreach)=performs@2 "
        "contribution(n,unspecified)=does_not_give@3",
        "Relation of NGO to government",
        "full",
    )

    assert "Ngo contributes nothing" in text
    assert "each side contributes" not in text


def test_the_sides_of_a_contested_definition_are_headed_by_their_side() -> None:
    text = said(
        "contribution(g,funds)=gives@2 role(n,outreach)=performs@2 joint_activity=present@2 "
        "contribution(n,unspecified)=does_not_give@2",
        "Relation of NGO to government",
    )

    assert text.index("For\n") < text.index("Gov brings something") < text.index("Against\n")


def test_what_agrees_is_not_said_to_speak_against() -> None:
    lines = said(
        "ngo_conduct=cooperative@3 ngo_conduct=critical_cooperative@1 "
        "contribution(g,funds)=gives@2 contribution(n,staff)=gives@2",
        "Relation of NGO to government",
    )

    assert "What says otherwise" not in lines


def test_what_was_outweighed_is_said_to_speak_against() -> None:
    lines = said("practice=nominal@2 practice=genuine@1", "Organism patterns")

    assert "What says otherwise, but is outweighed\n  · practice: genuine (outweighed)" in lines


def test_a_rule_that_lost_is_said_to_speak_against_also_where_its_opposite_is_asked_for() -> None:
    text = "standing=equal@3 decision_rights(g)=one_decides@2 legal_status=alike@2 size=alike@2"
    lines = said(text, "Organisation patterns")

    assert "linear union of partnership: established" in lines
    assert "What says otherwise, but is outweighed\n  · Gov stands above Ngo  [o2 · seen" in lines


def test_a_disputed_fact_is_not_remarked_on() -> None:
    relation = judged("standing=unequal@3 dominance(g>n)=present@1 dominance(g>n)=absent@1")
    name = "sulistiyani_organisation"

    assert relation.verdicts[name].pattern == "subordinate_union"
    assert "subordinate_union/who-above" not in [one.id for one in relation.remarks(name)]


def test_who_is_above_is_remarked_on_with_its_observation() -> None:
    text = said("standing=unequal@3 dominance(n>g)=present@2", "Organisation patterns")

    assert "Above: Ngo; below: Gov.  [o2 · seen · reported]" in text


def test_a_reason_is_as_strong_as_each_thing_it_enumerates() -> None:
    relation = judged("distinction(size)=not_made@3 distinction(strength)=not_made@1")
    finding = relation.step("collaborative_ground")

    assert isinstance(finding, FoundStep)
    said = [(relation.naming.sentences.because(r).en, r.strength) for r in finding.reasons]
    assert [(says.split(" of ")[1].split(" is")[0], strength) for says, strength in said] == [
        ("size", "corroborated"),
        ("strength", "claimed"),
    ]


def test_why_not_cites_what_decides_and_not_what_is_disputed() -> None:
    text = said(
        "programme_dependence(n>g)=present@3 financial_dependence(n>g)=main_source@1 "
        "financial_dependence(n>g)=none@1 alternatives(n)=absent@2 joint_activity=present@2",
        "Relation of NGO to government",
    )

    assert "✗ collaborative relation: Ngo depends on Gov  [o1 · seen, told" in text


def test_a_contested_gate_is_remarked_on() -> None:
    relation = judged(
        "agreement=none@2 agreement=formal@2 joint_activity=absent@2 practice=nominal@2"
    )

    assert "gate-contested" in [one.id for one in relation.remarks("sulistiyani_organism")]


def test_a_verdict_of_no_partnership_on_one_observation_says_so() -> None:
    relation = judged("government_conduct=dissolves@1")
    name = "sulistiyani_organisation"

    assert relation.verdicts[name].status == "no_partnership"
    assert [remark.id for remark in relation.remarks(name)] == ["rests-on-one-observation"]


ITEMS = {
    ("goal=partly@2", "conditions", "shared_aim"): "partly",
    ("goal=partly@2 goal=alike@2", "conditions", "shared_aim"): "contested",
    ("goal=partly@2 goal=unlike@2", "conditions", "shared_aim"): "contested",
    ("goal=partly@2 goal=unlike@1", "conditions", "shared_aim"): "partly",
    ("goal=partly@1 goal=unlike@2", "conditions", "shared_aim"): "unmet",
    ("communication=irregular@3", "elements", "interaction"): "partly",
    ("communication=irregular@3 joint_activity=present@1", "elements", "interaction"): "partly",
    ("communication=irregular@1 joint_activity=present@2", "elements", "interaction"): "met",
    ("outcome(socialising)=partly@2", "outcomes", "socialising"): "partly",
    ("outcome(lion)=achieved@2 outcome(lion)=partly@2", "outcomes", "lion"): "contested",
    ("outcome(lion)=achieved@1 outcome(lion)=not_achieved@3", "outcomes", "lion"): "unmet",
    ("outcome(lion)=partly@2 outcome(lion)=not_achieved@1", "outcomes", "lion"): "partly",
    ("need(g)=present@2", "conditions", "mutual_need"): "unknown",
}


def test_an_item_is_partly_met_where_its_strongest_evidence_is_a_middle_value() -> None:
    states = {key: item_of(*key).state for key in ITEMS}

    assert states == ITEMS


def test_an_item_partly_met_rests_on_its_middle_value() -> None:
    text = "communication=irregular@3 joint_activity=present@1"
    item = item_of(text, "elements", "interaction")
    step = judged(text).step(item.step or "")

    assert isinstance(step, ToldStep)
    assert step.strength == "corroborated"
    assert step.supporting == ("communication=irregular",)


def test_a_denied_definition_is_not_said_to_be_so() -> None:
    text = said("ngo_conduct=cooperative@2", "Relation of NGO to government", "full")

    assert "it is not so that Ngo confronts Gov" in text
    assert "· Ngo confronts Gov" not in text
    assert "· conduct of the NGO: cooperative  [o1 · seen" in text


def test_what_is_known_of_an_undecided_criterion_is_shown() -> None:
    text = said("financial_dependence(n>g)=main_source@2", "Relation of NGO to government")

    assert "? not known whether Ngo depends on Gov" in text
    assert "· financial dependence (Ngo towards Gov): main source  [o1 · seen" in text
    assert "? alternatives (Ngo): absent" in text


def test_what_is_asked_of_any_member_is_not_turned_round_where_nothing_is_told() -> None:
    text = render_text(result_of("standing=equal@2"), "en", depth="full", width=1000)

    assert "? capacity (Ngo): weak" in text
    assert "not: capacity" not in text
