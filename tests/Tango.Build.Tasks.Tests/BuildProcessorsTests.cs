using System.Reflection;
using Microsoft.Build.Framework;
using Tango.Build.Tasks.Tests.Infrastructure;

namespace Tango.Build.Tasks.Tests;

/// <summary>Processors come from MSBuild, which shares them out among projects.</summary>
public sealed class BuildProcessorsTests
{
    [Theory]
    [InlineData(8, 8)]
    [InlineData(8, 3)]
    [InlineData(1, 1)]
    public void What_MSBuild_grants_is_used_and_given_back_once(int wanted, int granted)
    {
        var engine = SharingEngine.Create(granted);

        using (var share = BuildProcessors.Request((IBuildEngine)engine, wanted))
            Assert.Equal(granted, share!.Count);

        Assert.Equal([$"RequestCores {wanted}", $"ReleaseCores {granted}"], engine.Calls);
    }

    [Fact]
    public void An_older_MSBuild_shares_nothing() => Assert.Null(BuildProcessors.Request(new RecordingEngine(), 4));

    [Fact]
    public void A_task_host_that_cannot_ask_shares_nothing() => Assert.Null(BuildProcessors.Request((IBuildEngine)SharingEngine.Create(granted: null), 4));

    public class SharingEngine : DispatchProxy
    {
        private int? _granted;

        internal List<string> Calls { get; } = [];

        internal static SharingEngine Create(int? granted)
        {
            var engine = (SharingEngine)Create<IBuildEngine9, SharingEngine>();
            engine._granted = granted;
            return engine;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Calls.Add($"{targetMethod!.Name} {args![0]}");
            return targetMethod.Name == nameof(IBuildEngine9.RequestCores) ? _granted ?? throw new NotImplementedException() : null;
        }
    }
}
