"""What is forgotten at night about who was signed in."""

from procrastinate.contrib.django import app

from pergola.people.sessions import forget_what_ended


@app.periodic(cron="41 3 * * *")
@app.task(name="people.forget_sessions", queueing_lock="people.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """From where somebody signed in is kept as long as they are signed in there, and no longer."""
    forget_what_ended()
