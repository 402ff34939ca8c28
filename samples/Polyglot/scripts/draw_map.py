"""Draws time zones on a map: draw_map.py zones.json map.svg"""

import json
import sys
from xml.sax.saxutils import quoteattr

zones_path, map_path = sys.argv[1:]
with open(zones_path, encoding="utf-8") as file:
    zones = json.load(file)

with open(map_path, "w", encoding="utf-8", newline="\n") as svg:
    svg.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180" width="1080">\n')
    svg.write('<rect x="-180" y="-90" width="360" height="180" fill="#eef3f7"/>\n')
    for meridian in range(-165, 180, 15):
        svg.write(f'<line x1="{meridian}" y1="-90" x2="{meridian}" y2="90" stroke="#ccd6de" stroke-width="0.3"/>\n')
    for zone in sorted(zones, key=lambda zone: zone["Name"]):
        radius = 0.8 + 0.15 * len(zone["Countries"])
        svg.write(f'<circle cx="{zone["Longitude"]}" cy="{-zone["Latitude"]}" r="{radius:.2f}" fill="#c2410c">')
        svg.write(f'<title>{quoteattr(zone["Name"])[1:-1]}</title></circle>\n')
    svg.write("</svg>\n")

print(f"{len(zones)} zones drawn")
