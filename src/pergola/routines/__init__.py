"""Ways of teaching that a team agrees on and that spread, and the poles a group works between."""
