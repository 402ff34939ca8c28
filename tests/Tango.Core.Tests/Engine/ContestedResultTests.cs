using Tango.Core.Tests.Execution;

namespace Tango.Core.Tests.Engine;

/// <summary>Two steps have a result in hand when one of them changes it: the build tells which it was by letting them run one after the other.</summary>
[Trait("Speed", "Slow")]
public sealed class ContestedResultTests : IDisposable
{
    // They meet the first time they run, at pipes that one opens for writing and the other for reading: at the first both have the result in hand, at
    // the second it is changed.
    private const string Change = "if mkdir met; then echo > a; chmod u+w {made}; printf more >> {made}; echo > b; else chmod u+w {made}; printf more >> {made}; fi";
    private const string Read = "if mkdir seen; then cat a b; fi; cat {made}";

    private readonly EngineProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_one_that_did_it_is_named_and_the_other_is_never_made_of_a_changed_input(bool readerIsFirst)
    {
        if (OperatingSystem.IsWindows())
            return;

        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("a"));
        IO.SpecialFiles.Make(IO.SpecialFiles.Pipe, _project.PathOf("b"));
        Declare(readerIsFirst);
        var events = new RecordedEvents();

        var result = await EngineBuild.RunAsync(_project.Request, events);

        var error = Assert.Single(result.Diagnostics, diagnostic => diagnostic.IsError);
        Assert.Equal(("TANGO0212", "changes"), (error.Code, error.Subject.Step));
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.Code == "TANGO0301");
        _project.DeclareAnew();
        Declare(readerIsFirst: true, changes: false);
        await _project.BuildAsync();
        Assert.Equal("content", await _project.ResultAsync<string>("reads"));
    }

    private void Declare(bool readerIsFirst, bool changes = true)
    {
        _project.DeclareCommand("made", "printf content > made.txt", "Outputs=made.txt");
        if (readerIsFirst)
            _project.DeclareCommand("reads", Read, "Inputs=ref:made");

        if (changes)
            _project.DeclareCommand("changes", Change, "Inputs=ref:made");

        if (!readerIsFirst)
            _project.DeclareCommand("reads", Read, "Inputs=ref:made");
    }
}
