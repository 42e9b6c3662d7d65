"""The server killed 10 times under load; see killed.py."""
import killed

killed.main(10)
