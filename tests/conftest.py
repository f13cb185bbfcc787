"""What all tests share."""

from hypothesis import HealthCheck, settings

# The first text of a run loads the dictionary: no deadline, and slow generation is no failure.
settings.register_profile("quoteattr", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quoteattr")
