"""The service keeps to its own description: whatever is made from that is answered as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from asking import GOLDEN, SEVERAL, app_with, asked, case_in, posted
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

SERVICE = app_with(host="testserver")
SMALL = case_in(Path("examples/koperasi-nelayan-kembar.json"))
ADDRESS = "/api/openapi.json?lang=en"
DESCRIPTION: dict[str, Any] = asked("GET", ADDRESS).json()
SCHEMAS: dict[str, Any] = DESCRIPTION["components"]["schemas"]
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
    checks.allow_header_conformance,
]


@schemathesis.hook
def before_load_schema(_: object, raw: dict[str, Any]) -> None:
    """Leave out what is too much for the generator: a condition for every indicator.

    Cases are made up where a case is all that is sent; questions are asked of a real one.
    """
    schemas = raw["components"]["schemas"]
    del schemas["CaseObservation"]["allOf"]
    for name, schema in schemas.items():
        if name.startswith("Asked") and "case" in schema["properties"]:
            schema["properties"]["case"] = {"enum": [SMALL]}


schema = schemathesis.openapi.from_asgi(ADDRESS, SERVICE)


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_is_answered_as_described(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)


def schema_of(path: str, method: str, status: str) -> dict[str, Any]:
    answer = DESCRIPTION["paths"][path][method]["responses"][status]
    (content,) = answer["content"].values()
    return {**content["schema"], "components": DESCRIPTION["components"]}


ONE = {"case": case_in()}
TWO = [{"case": case_in(SEVERAL), "between": ["g", "n"], "period": p} for p in ("p1", "p3")]
SENT = [
    ("classify", case_in()),
    ("classify", case_in(SEVERAL)),
    ("validate", case_in()),
    ("validate", {}),
    ("explain", ONE),
    ("explain", {**ONE, "pattern": "tandon"}),
    ("whatif", {**ONE, "set": ["standing=unequal"], "unset": ["need"]}),
    ("flip", ONE),
    ("ask", TWO[0]),
    ("compare", {"first": TWO[0], "second": TWO[1]}),
]


@pytest.mark.parametrize(("name", "body"), SENT)
def test_full_answers_have_the_form_described(name: str, body: object) -> None:
    answer = posted(f"/api/{name}", body)

    assert answer.status_code == 200
    validator = Draft202012Validator(schema_of(f"/api/{name}", "post", "200"))
    assert list(validator.iter_errors(answer.json())) == []


@pytest.mark.parametrize("path", ["/api/codebook", "/api/rulebook", "/api/schema"])
def test_what_is_given_has_the_form_described(path: str) -> None:
    validator = Draft202012Validator(schema_of(path, "get", "200"))

    assert list(validator.iter_errors(asked("GET", path).json())) == []


def test_a_case_is_described_as_its_own_schema_describes_it() -> None:
    validator = Draft202012Validator(
        {"$ref": "#/components/schemas/Case", "components": DESCRIPTION["components"]}
    )
    wrong = case_in()
    wrong["observations"][0]["value"] = "no such value"

    assert list(validator.iter_errors(case_in(GOLDEN))) == []
    assert list(validator.iter_errors(case_in(SEVERAL))) == []
    assert list(validator.iter_errors(wrong))


def test_the_description_is_whole_and_in_plain_names() -> None:
    names = set(SCHEMAS)
    text = str(DESCRIPTION)

    assert {"Case", "CaseObservation", "AskedWhatIf", "Result", "Rulebook"} < names
    assert all(name.isalnum() for name in names)
    assert all(f"'#/components/schemas/{name}'" in text for name in names)
    assert "#/$defs/" not in text
    assert Draft202012Validator.check_schema({"$defs": SCHEMAS}) is None
    for path, operations in DESCRIPTION["paths"].items():
        assert path.startswith("/api/")
        for operation in operations.values():
            assert operation["operationId"] == path.removeprefix("/api/")
            assert {"200", "401", "421", "500"} <= set(operation["responses"])


def test_whole_questions_are_closed_in_the_description() -> None:
    closed = ["Case", "CaseObservation", *(name for name in SCHEMAS if name.startswith("Asked"))]

    assert len(closed) == 7
    assert all(SCHEMAS[name]["additionalProperties"] is False for name in closed)


def test_the_description_is_there_in_both_languages() -> None:
    said = {lang: asked("GET", f"/api/openapi.json?lang={lang}").json() for lang in ("id", "en")}
    paths = {lang: {*one["paths"]} for lang, one in said.items()}

    assert paths["id"] == paths["en"]
    assert said["id"]["info"]["description"] != said["en"]["info"]["description"]
