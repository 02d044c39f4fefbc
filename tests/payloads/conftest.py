"""Writing every payload into every field takes longer than a run of tests may: it is asked for by name, and not yet shown whole.

PERGOLA_TEST_PAYLOADS=1 bin/test --only-tests -n 0 tests/payloads
"""

import os

collect_ignore = [] if os.environ.get("PERGOLA_TEST_PAYLOADS") else ["test_payloads.py"]
