using System.Collections;
using System.Collections.Specialized;
using Microsoft.Build.Framework;

namespace Tango.Build.Tasks.Tests.Infrastructure;

/// <summary>An item as MSBuild passes it: with the file that declares it, and its metadata in another order.</summary>
internal sealed class ItemOfFile(ITaskItem2 item, string file, bool isReversed = false) : ITaskItem2
{
    public string ItemSpec { get => item.ItemSpec; set => item.ItemSpec = value; }

    public string EvaluatedIncludeEscaped { get => item.EvaluatedIncludeEscaped; set => item.EvaluatedIncludeEscaped = value; }

    public ICollection MetadataNames => item.MetadataNames;

    public int MetadataCount => item.MetadataCount;

    public IDictionary CloneCustomMetadata() => item.CloneCustomMetadata();

    public IDictionary CloneCustomMetadataEscaped()
    {
        var own = item.CloneCustomMetadataEscaped();
        var names = own.Keys.Cast<string>().Order(StringComparer.Ordinal);
        var metadata = new OrderedDictionary();
        foreach (var name in isReversed ? names.Reverse() : names)
            metadata.Add(name, own[name]);

        return metadata;
    }

    public string GetMetadata(string metadataName) => metadataName == "DefiningProjectFullPath" ? file : item.GetMetadata(metadataName);

    public string GetMetadataValueEscaped(string metadataName) => metadataName == "DefiningProjectFullPath" ? file : item.GetMetadataValueEscaped(metadataName);

    public void SetMetadata(string metadataName, string metadataValue) => item.SetMetadata(metadataName, metadataValue);

    public void SetMetadataValueLiteral(string metadataName, string metadataValue) => item.SetMetadataValueLiteral(metadataName, metadataValue);

    public void RemoveMetadata(string metadataName) => item.RemoveMetadata(metadataName);

    public void CopyMetadataTo(ITaskItem destinationItem) => item.CopyMetadataTo(destinationItem);
}
