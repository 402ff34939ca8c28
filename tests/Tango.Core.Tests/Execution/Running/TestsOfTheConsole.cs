namespace Tango.Core.Tests.Execution.Running;

/// <summary>Tests that take the process's console, which there is one of: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(TestsOfTheConsole), DisableParallelization = true)]
public sealed class TestsOfTheConsole;
