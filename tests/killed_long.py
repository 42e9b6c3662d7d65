"""The server killed 50 times under load; see killed.py."""
import killed

killed.main(50)
