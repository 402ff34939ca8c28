using Tango.Formats;

namespace Tango.Execution.Results;

/// <summary>The description of a result, without its value.</summary>
/// <param name="Step">The name of the step that computed it.</param>
/// <param name="UniqueId">That step's unique id.</param>
/// <param name="Type">The declared type of the result.</param>
/// <param name="Format">Its format, also if it is not cached.</param>
internal sealed record ResultKey(string Step, string UniqueId, Type Type, FormatName Format);
