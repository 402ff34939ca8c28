namespace Polyglot;

/// <summary>A time zone and its principal place. Latitude and longitude are in degrees, north and east of zero positive.</summary>
public sealed record Zone(string Name, double Latitude, double Longitude, IReadOnlyList<string> Countries);
