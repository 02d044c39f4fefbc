"""Not yet shown since the outbox and the supervisor came beside it: asked for by name until it is.

PERGOLA_TEST_CRASHES=1 bin/test --only-tests -n 0 tests/crashes
"""

import os

collect_ignore = [] if os.environ.get("PERGOLA_TEST_CRASHES") else ["test_crashes.py"]
