using Tango.Formats;

namespace Tango.Execution;

/// <summary>What is known of a result beside its value.</summary>
/// <param name="Step">The name of the step that made it.</param>
/// <param name="UniqueId">That step's unique id.</param>
/// <param name="Type">The type the step declares for it.</param>
/// <param name="Format">How it is stored, or would be.</param>
internal sealed record ResultKey(string Step, string UniqueId, Type Type, FormatName Format);
