using System.Reflection;
using Tango.Build.TestKit;
using Xunit.Sdk;

namespace Tango.Build.Stores.Tests.Servers;

/// <summary>The rows of a theory for one kind of store. They are skipped where there is no server for it, unless the environment says that there must be one.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal abstract class ServerDataAttribute : DataAttribute
{
    /// <summary>If this environment variable is set, tests fail where a server is not installed, and are not skipped.</summary>
    public const string Needed = "TANGO_TESTS_NEED_STORES";

    private readonly string _scheme;
    private readonly object[] _values;

    protected ServerDataAttribute(string scheme, string? missing, object[] values)
    {
        _scheme = scheme;
        _values = values;
        if (missing is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Needed)))
            Skip = $"{missing} Set {Needed}=1 to fail instead.";
    }

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => _values.Length == 0 ? [[_scheme]] : _values.Select(value => new[] { _scheme, value });
}

/// <summary>The rows for Azure Blob Storage.</summary>
/// <param name="values">The second argument of each.</param>
internal sealed class AzuriteAttribute(params object[] values)
    : ServerDataAttribute("azure", Azurite.Script is null ? "Azurite is not installed." : null, values);

/// <summary>The rows for S3.</summary>
/// <param name="values">The second argument of each.</param>
internal sealed class RadosgwAttribute(params object[] values)
    : ServerDataAttribute("s3", Radosgw.IsInstalled ? null : "radosgw is not installed.", values);
