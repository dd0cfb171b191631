"""Who may use the dashboard, as what, and what they did."""

from data.access.users import ROLES, SETTING, User, Users, users

__all__ = ["ROLES", "SETTING", "User", "Users", "users"]
