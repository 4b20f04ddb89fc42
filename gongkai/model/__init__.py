"""The words the audit is written in. Imports nothing of ours; touches nothing outside.

Days are Asia/Shanghai calendar days; instants are ISO 8601 strings with an offset.
Three grains, never mixed: a *site* is fetched, a *duty* is judged, a *unit* is scored.
"""

from gongkai.model.asked import Need, Order
from gongkai.model.content import Form, Level, Scale, Sum
from gongkai.model.fault import UserError
from gongkai.model.judged import (
    CREDIT,
    Evidence,
    Outcome,
    Part,
    Scope,
    State,
    Verdict,
)
from gongkai.model.scheme import (
    Band,
    Component,
    Ground,
    Indicator,
    Scheme,
    UnitClass,
)
from gongkai.model.seen import (
    Choice,
    Document,
    Grid,
    Hub,
    Link,
    Listing,
    Probe,
    Row,
    Search,
    Snapshot,
    Step,
    Table,
)
from gongkai.model.what import (
    Duty,
    FactKind,
    Obligation,
    Plan,
    Rule,
    Subject,
)
from gongkai.model.who import (
    EXEMPT,
    NOT_HAPPENED,
    OFFICER,
    Column,
    Fact,
    Group,
    Site,
    Targets,
    Unit,
)

__all__ = [
    "CREDIT",
    "EXEMPT",
    "NOT_HAPPENED",
    "OFFICER",
    "Band",
    "Choice",
    "Column",
    "Component",
    "Document",
    "Duty",
    "Evidence",
    "Fact",
    "FactKind",
    "Form",
    "Grid",
    "Ground",
    "Group",
    "Hub",
    "Indicator",
    "Level",
    "Link",
    "Listing",
    "Need",
    "Obligation",
    "Order",
    "Outcome",
    "Part",
    "Plan",
    "Probe",
    "Row",
    "Rule",
    "Scale",
    "Scheme",
    "Scope",
    "Search",
    "Site",
    "Snapshot",
    "State",
    "Step",
    "Subject",
    "Sum",
    "Table",
    "Targets",
    "Unit",
    "UnitClass",
    "UserError",
    "Verdict",
]
