"""YAML is read by a faster parser, with the same result: nodes, lines and values."""

from typing import Any

import pytest
import yaml

from marketing_portal.interchange.canonical.yaml_reading import QuickLoader, value_of

TEXTS = [
    "",
    "# nothing but a comment\n",
    "- slug: kim\n  name: Kim\n  since: 2020-02-29\n- {slug: alex, name: 'It''s \"Alex\"', on: yes, n: 0x1F}\n",
    "a: >-\n  folded\n  text\n\n    kept\nb: |\n  as it is\n  ünïcode “quoted”\nc: [1, 2.5, null, ~, [x, {y: z}]]\n",
    "first: &one [1]\nagain: *one\n? a long key\n: its value\n",
]


def tree(node: Any) -> Any:
    """Tag, place and content of a node."""
    place = (node.tag, node.start_mark.line, node.start_mark.column) if node else None
    if node is None or isinstance(node, yaml.ScalarNode):
        return place, node and node.value
    pairs = isinstance(node, yaml.MappingNode)
    return place, [(tree(one[0]), tree(one[1])) if pairs else tree(one) for one in node.value]


@pytest.mark.parametrize("text", TEXTS)
def test_nodes_and_values_are_those_of_the_safe_loader(text: str) -> None:
    assert tree(yaml.compose(text, Loader=QuickLoader)) == tree(yaml.compose(text, Loader=yaml.SafeLoader))
    assert value_of(text) == yaml.safe_load(text)


@pytest.mark.parametrize("text", ["- " * 100_000, "[" * 100_000, "? " * 100_000])
def test_what_is_nested_without_end_ends_in_an_exception(text: str) -> None:
    with pytest.raises(RecursionError):
        yaml.compose(text, Loader=QuickLoader)


def test_nothing_but_plain_values_is_made() -> None:
    with pytest.raises(yaml.YAMLError):
        value_of("!!python/object/apply:os.getcwd []")
