using Tango.Core.Tests.Execution;
using Tango.Core.Tests.InCode;
using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Steps;

namespace Tango.Core.Tests.Graph.Binding;

/// <summary>Methods of <see cref="Step"/> that a build, which runs no code to plan, cannot call.</summary>
public sealed class OverrideTests : IDisposable
{
    private readonly Project _project = new();
    private readonly CompiledProjects _compiled = new();

    public void Dispose()
    {
        _project.Dispose();
        _compiled.Dispose();
    }

    [Fact]
    public void A_build_refuses_them_and_names_both_with_the_other_errors()
    {
        _project.Declare<Interval>("interval", "From=1", "To=2").Declare<Interchangeable>("text", "Text=a", "Format=jsn");

        Assert.Equal(
            [("interval", "TANGO0106"), ("text", "TANGO0014"), ("text", "TANGO0106")],
            _project.Mistakes().Select(mistake => (mistake.Subject.Step, mistake.Code)).Order());
        Assert.StartsWith(
            "Tango.Core.Tests.InCode.Interval overrides NormalizeArguments, but builds plan without",
            _project.Mistakes()[0].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_overrides_count_those_of_bases_in_other_projects_too()
    {
        _compiled.Compile("Lib", """
            namespace Lib;
            public abstract class Hashed<T> : Step<T> { public override object DetHashObject() => 1; }
            """);
        _compiled.Compile("Main", """
            public class Inherits : Lib.Hashed<int> { public int Run() => 1; }
            public class Hides : Step<int> { public int Run() => 1; public new virtual object DetHashObject() => 1; public void NormalizeArguments(int x) { } }
            public class Plain : Step<int> { public int Run() => 1; public override string ToString() => ""; }
            """);
        var memo = Path.Combine(_compiled.Folder, "steps.memo");
        var assemblies = _compiled.Assemblies("Main", "Lib");
        StepTypeCache.Read(memo, assemblies, write: true);

        var types = StepTypeCache.Read(memo, assemblies, write: false).Types;

        Assert.Equal([("Hides", null), ("Inherits", "DetHashObject"), ("Plain", null)], types.Select(type => (type.ClassName, type.CodeOnlyOverride)));
    }
}
