namespace Tango;

/// <summary>
/// On a parameter of type <see cref="string"/>: its value is a secret, such as a password or a token. A declaration names the environment variable that has it,
/// <c>ApiKey="env:SERVICE_API_KEY"</c>; the value itself is never written to a plan, a log, a record, a report or the cache, and <c>***</c> replaces it in what the step prints.
/// A keyed hash of the value is part of the unique id; <see cref="SkipInIdAttribute"/> excludes it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SecretAttribute : Attribute;
