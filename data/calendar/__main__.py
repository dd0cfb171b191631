"""Writes events.csv anew: python -m data.calendar"""

from data.calendar.events import write

if __name__ == "__main__":
    write()
