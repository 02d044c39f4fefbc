"""What a component is: a template with a declared name, properties and slots.

Declaring them is what keeps fifty pages in one look: a misspelt, unknown or missing property is an error
when the template is compiled, not an odd page that somebody finds in March.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

KEPT = ("csrf_token", "request", "theme")
"""What a component may know of the page around it; everything else is handed over by name."""


@dataclass(frozen=True)
class Component:
    """One component. ``required`` may also be given by position, in this order."""

    name: str
    required: tuple[str, ...] = ()
    optional: Mapping[str, Any] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    body: bool = False
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    @property
    def template_name(self) -> str:
        """Its markup, one file a component."""
        return f"kernel/components/{self.name}.html"

    def check(self, given: Sequence[str]) -> None:
        """Refuse properties nobody declared, and the lack of those that are needed."""
        if unknown := sorted(set(given) - {*self.required, *self.optional}):
            raise TemplateSyntaxError(f"{{% {self.name} %}} has no property {', '.join(unknown)}.")
        if missing := [name for name in self.required if name not in given]:
            raise TemplateSyntaxError(f"{{% {self.name} %}} needs {', '.join(missing)}.")

    def render(self, props: Mapping[str, Any], slots: Mapping[str, str], body: str, context: Context) -> str:
        """The markup with its properties; ``slots`` and ``body`` are already rendered."""
        for name, allowed in self.choices.items():
            if name in props and props[name] not in allowed:
                raise ValueError(f"{{% {self.name} {name}={props[name]!r} %}}: choose from {allowed}.")
        kept = {name: context[name] for name in KEPT if name in context}
        values = {**kept, **self.optional, **props, "slots": slots, "body": SafeString(body)}
        page = context.template
        if page is None:
            raise TemplateSyntaxError(f"{{% {self.name} %}} is rendered outside a template.")
        return page.engine.get_template(self.template_name).render(context.new(values))


class SlotNode(Node):
    """A named part of a component’s body. The component renders it; standing anywhere else it is a mistake."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        raise TemplateSyntaxError(f"{{% slot {self.name} %}} must stand directly inside a component.")


class ComponentNode(Node):
    """A component where a page uses it."""

    def __init__(
        self, component: Component, props: Mapping[str, FilterExpression], body: NodeList, slots: Mapping[str, NodeList]
    ) -> None:
        self.component = component
        self.props = props
        self.nodelist = body
        self.slots = slots

    def render(self, context: Context) -> SafeString:
        props = {name: value.resolve(context) for name, value in self.props.items()}
        slots = {name: SafeString(nodes.render(context).strip()) for name, nodes in self.slots.items()}
        body = self.nodelist.render(context).strip()
        return SafeString(self.component.render(props, slots, body, context))


def declare(library: Library, component: Component) -> None:
    """Make the component a template tag of the same name."""

    def compile_tag(parser: Parser, token: Token) -> ComponentNode:
        props = _read_props(component, parser, token)
        component.check(list(props))
        slots: dict[str, NodeList] = {}
        body = NodeList()
        if component.body or component.slots:
            for node in parser.parse((f"end{component.name}",)):
                if isinstance(node, SlotNode):
                    slots[_known_slot(component, node.name)] = node.nodelist
                else:
                    body.append(node)
            parser.delete_first_token()
        return ComponentNode(component, props, body, slots)

    library.tag(component.name, compile_tag)


def compile_slot(parser: Parser, token: Token) -> SlotNode:
    """``{% slot buttons %}…{% endslot %}`` inside a component."""
    words = token.split_contents()
    if len(words) != 2:
        raise TemplateSyntaxError("{% slot %} takes one name.")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(words[1], nodelist)


def _known_slot(component: Component, name: str) -> str:
    if name not in component.slots:
        raise TemplateSyntaxError(f"{{% {component.name} %}} has no slot {name}.")
    return name


def _read_props(component: Component, parser: Parser, token: Token) -> dict[str, FilterExpression]:
    words = token.split_contents()[1:]
    props: dict[str, FilterExpression] = {}
    for position, word in enumerate(words):
        named = token_kwargs([word], parser)
        if not named:
            if position >= len(component.required):
                raise TemplateSyntaxError(f"{{% {component.name} %}}: give {word} a name.")
            named = {component.required[position]: parser.compile_filter(word)}
        if again := props.keys() & named.keys():
            raise TemplateSyntaxError(f"{{% {component.name} %}} is given {', '.join(again)} twice.")
        props |= named
    return props
